package dev.constitution.text;

import dev.constitution.text.Phrases.Kind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A critique, or the answer before, that stands above a revised answer. */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class EarlierText {
    private static final int LONGEST = 1500;
    private static final int SHORT = 8;

    /** One more part with a heading or a label. */
    private static final Pattern SECTION = Pattern.compile("\\n(?:#{1,6} |[*_]*\\p{L}[^:\\n]{1,25}:[*_ ]+\\p{L})");

    private final TalkContext context;
    private final LeadIn leadIn;

    EarlierText(TalkContext context, LeadIn leadIn) {
        this.context = context;
        this.leadIn = leadIn;
    }

    /** What stands behind the heading that parts the new answer from the text before; the text itself where none does. */
    String without(String text, List<String> parts) {
        int at = text.indexOf('\n') + 1;
        if (at == 0) {
            return text;
        }
        String first = TalkLine.firstOf(text);
        Matcher label = LeadIn.LABEL.matcher(first);
        String name = label.lookingAt() ? label.group(1) : LeadIn.isHeading(first) ? first : "";
        boolean labelled = !name.isEmpty() && leadIn.isOfTheEarlier(name)
                || context.previous().length() > SHORT && holdsThePrevious(first);
        if (TalkLine.isSpeech(first)) {
            return text;
        }
        while (at > 0 && at <= LONGEST) {
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end < 0 ? text.length() : end);
            boolean paragraph = at >= 2 && text.charAt(at - 2) == '\n';
            if ((labelled || paragraph) && canHead(line)) {
                String before = text.substring(0, at).strip();
                String rest = parts(before, line, labelled, first, name, text.substring(end < 0 ? text.length() : end))
                        ? behindHeading(text, at, line, end, labelled && holdsThePrevious(before))
                        : "";
                if (!rest.isEmpty()) {
                    parts.add(text.substring(0, text.length() - rest.length()).strip());
                    return rest;
                }
            }
            at = end + 1;
        }
        return text;
    }

    private boolean parts(String before, String heading, boolean labelled, String first, String name, String rest) {
        return labelled
                ? isEarlier(before, first, name, rest)
                : !LeadIn.isHeading(first)
                        && isTalkThroughout(before, context.line(heading).has(Kind.ANSWER));
    }

    /** Whether what stands under a label is the answer before or finds fault; a form or an example has such labels too. */
    private boolean isEarlier(String before, String first, String name, String rest) {
        Matcher label = LeadIn.LABEL.matcher(first);
        String said = before.substring(label.lookingAt() ? label.end() : first.length());
        return holdsThePrevious(before)
                || context.line(NothingToRevise.withoutQuotations(said)).hasAny(Kind.ANSWER, Kind.METHOD, Kind.FAULT)
                || context.line(name).has(Kind.METHOD) && !SECTION.matcher(rest).find();
    }

    private static boolean canHead(String line) {
        return !line.isEmpty()
                && line.length() <= Remark.LONGEST
                && "(（".indexOf(line.charAt(0)) < 0
                && (line.indexOf(':') > 0 || line.indexOf('：') > 0 || LeadIn.isHeading(line));
    }

    private boolean holdsThePrevious(String text) {
        String previous = context.previous();
        return previous.length() > 1
                && text.length() >= previous.length() - 1
                && text.contains(previous.substring(0, previous.length() - 1));
    }

    private String behindHeading(String text, int at, String line, int end, boolean isBehindThePrevious) {
        int label = leadIn.labelEnd(text.substring(at));
        if (label == 0 && isBehindThePrevious) {
            Matcher any = LeadIn.LABEL.matcher(line);
            boolean after = any.lookingAt()
                    && Phrases.has(Kind.AFTER, any.group(1).strip().toLowerCase(Locale.ROOT));
            label = after ? any.end() : 0;
        }
        if (label > 0) {
            return text.substring(at + label).strip();
        }
        boolean announced = end > 0
                && (line.stripTrailing().endsWith(":") || line.stripTrailing().endsWith("："))
                && (leadIn.announces(line, LeadIn.Before.PARAGRAPH)
                        || isBehindThePrevious
                                && context.line(line)
                                        .hasAny(Kind.ANSWER, Kind.VERSION, Kind.REVISED, Kind.REVISION, Kind.BETTER));
        return announced ? text.substring(end).strip() : "";
    }

    private boolean isTalkThroughout(String text, boolean beforeAnswer) {
        return text.length() <= Remark.LONGEST
                && RevisionTalk.PARAGRAPHS.splitAsStream(text).allMatch(part -> {
                    TalkLine line = context.line(part);
                    return !line.endsInColon()
                            && (line.hasAny(Kind.ANSWER, Kind.METHOD) || beforeAnswer && line.has(Kind.FAULT));
                });
    }
}
