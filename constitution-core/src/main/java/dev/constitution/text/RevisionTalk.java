package dev.constitution.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands around an answer where a model talks about it: lines that announce it, headings, remarks on what was changed,
 * the statement that nothing needs to be. Told by the words of {@code talk.json}, in two dozen languages, and by where they
 * stand. Only whole lines at the edges are ever cut. Not thread-safe.
 */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
public final class RevisionTalk {
    private static final int LONGEST_EXTRA = 400;
    private static final int MOST_CUTS = 6;

    private static final Pattern RULE = Pattern.compile("\\s*(?:[-*_=~]\\s*){3,}\\s*|\\s*[—–―]+\\s*");
    static final Pattern PARAGRAPHS = Pattern.compile("\\n[ \\t]*\\n\\s*(?:(?:[-*_=~]{3,}|[—–―]+)[ \\t]*\\n\\s*)?");

    private static final Pattern EXAMPLE =
            Pattern.compile("[^:：\\n\"“„«「]{2,80}[:：]\\s*(?:\"[^\"]+\"|“[^”]+”|„[^“]+“|« ?[^»]+»|「[^」]+」)[.!]?\\s*");

    private final TalkContext context;
    private final EarlierText earlier;
    private final LeadIn leadIn;
    private final NothingToRevise nothing;
    private final Remark remark;
    private final AnotherForm another;
    private final ChangeNote note;
    private final Proposal proposal;

    private RevisionTalk(TalkContext context) {
        this.context = context;
        leadIn = new LeadIn(context);
        earlier = new EarlierText(context, leadIn);
        nothing = new NothingToRevise(context);
        remark = new Remark(context, nothing);
        another = new AnotherForm(context);
        note = new ChangeNote(context);
        proposal = new Proposal(context);
    }

    /**
     * For answers to a question.
     *
     * @param previous the answer before, whose own words are no talk; empty for none
     */
    public static RevisionTalk about(String question, String previous) {
        return new RevisionTalk(new TalkContext(question, previous));
    }

    /** An answer, and what was cut at its edges. */
    public record Cut(String answer, List<String> parts) {
        public Cut {
            parts = List.copyOf(parts);
        }
    }

    /** Whether the text says that nothing needs revising, and hardly more. */
    public boolean saysNothingToRevise(String text) {
        return nothing.isSaidIn(text);
    }

    /** Whether the text only announces a revision, or asks for what to revise. */
    public boolean isAnnouncement(String text) {
        String said = NothingToRevise.withoutQuotations(text);
        return leadIn.isAll(said) || another.isPromisedBy(said);
    }

    /** Whether the text only talks about a revision or about the answer to revise. */
    public boolean isRemark(String text) {
        return remark.isAll(text);
    }

    /**
     * Whether a reply only proposes a revision, or says what one would be.
     *
     * @param answer what is left of the reply without the talk at its edges
     */
    public boolean isProposal(String text, String answer) {
        return proposal.isAll(text.startsWith(answer) ? text : answer, answer);
    }

    /** Whether a prompt asks for some text to be written anew, so that its answer may well speak of that. */
    public boolean isAskedFor() {
        return context.asksToRewrite();
    }

    /** Whether an answer opens by talking about a revision, which could be cut or not. */
    public boolean opensWithRemark(String answer) {
        String text = answer.strip();
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        if (first.length() > Remark.LONGEST) {
            return false;
        }
        if (end < 0) {
            return isAnnouncement(text) || isRemark(text) || leadIn.labelEnd(text) > 0;
        }
        return leadIn.announces(first, before(text, end)) || leadIn.labelEnd(text) > 0;
    }

    /** The answer without what stands around it. */
    public Cut withoutTalk(String text) {
        List<String> parts = new ArrayList<>();
        String rest = earlier.without(text.strip(), parts);
        for (int i = 0; i < MOST_CUTS; i++) {
            String next = withoutLast(withoutFirst(rest, parts), parts);
            if (next.equals(rest)) {
                break;
            }
            rest = next;
        }
        return new Cut(asBefore(rest, parts), parts);
    }

    /** The same of what stands between tags, where labels on the line of an answer are its own. */
    public Cut withoutTalkLines(String text) {
        Cut cut = withoutTalk(text);
        int at = text.indexOf(cut.answer());
        return at <= 0 || text.substring(0, at).stripTrailing().length() < text.lastIndexOf('\n', at) + 1
                ? cut
                : new Cut(text, List.of());
    }

    /** The answer before alone, where the text is that and a few words about it. */
    private String asBefore(String text, List<String> parts) {
        String previous = context.previous();
        int more = text.length() - previous.length();
        if (previous.isEmpty() || more <= 0 || more > LONGEST_EXTRA || !text.contains(previous)) {
            return text;
        }
        int at = text.indexOf(previous);
        String head = text.substring(0, at).strip();
        String tail = text.substring(at + previous.length()).strip();
        if (tail.isEmpty() && head.indexOf('\n') < 0 && (head.endsWith(":") || head.endsWith("："))) {
            parts.add(head);
            return previous;
        }
        if ((head.isEmpty() || isAboutTheAnswer(head)) && (tail.isEmpty() || isAboutTheAnswer(tail))) {
            parts.add((head + "\n\n" + tail).strip());
            return previous;
        }
        return text;
    }

    private boolean isAboutTheAnswer(String text) {
        TalkLine line = context.line(text);
        return line.hasAny(
                Phrases.Kind.ANSWER,
                Phrases.Kind.VERSION,
                Phrases.Kind.METHOD,
                Phrases.Kind.STANDS,
                Phrases.Kind.REVISED,
                Phrases.Kind.REVISION);
    }

    private LeadIn.Before before(String text, int end) {
        String rest = text.substring(end).strip();
        if (rest.isEmpty()) {
            return LeadIn.Before.MORE;
        }
        if (Wrapper.isAround(rest)) {
            return LeadIn.Before.WRAPPED;
        }
        boolean alone = PARAGRAPHS.matcher(text).region(end, text.length()).lookingAt();
        boolean ruled = RULE.matcher(TalkLine.firstOf(rest)).matches();
        return alone || ruled || rest.startsWith(">") ? LeadIn.Before.PARAGRAPH : LeadIn.Before.MORE;
    }

    private String withoutFirst(String text, List<String> parts) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        if (end > 0 && RULE.matcher(first).matches()) {
            return cut(text, end, parts);
        }
        if (Wrapper.isQuoted(first) && context.asksToRewrite()) { // the very text that was asked for
            return text;
        }
        int label = leadIn.labelEnd(text);
        if (label > 0) {
            return cut(text, label, parts);
        }
        if (end < 0 || first.length() > Remark.LONGEST || context.previous().startsWith(first.strip())) {
            return text;
        }
        LeadIn.Before before = before(text, end);
        if (TalkLine.isSpeech(first) || Wrapper.isQuoted(first)) {
            return text;
        }
        boolean ends = before != LeadIn.Before.MORE || first.endsWith(":") || first.endsWith("：");
        if (leadIn.announces(first, before)
                || before != LeadIn.Before.MORE && another.isAnnouncedBy(first, text.substring(end))
                || before == LeadIn.Before.PARAGRAPH && leadIn.arrives(first)
                || ends && nothing.isSaidAt(first)
                || before != LeadIn.Before.MORE && isBehindRemark(parts) && leadIn.shows(first)
                || ends && Wrapper.holdsRevision(text.substring(end).strip())) {
            return cut(text, end, parts);
        }
        return text;
    }

    /** Whether a remark was cut that names what was asked for or done, so that a line above the answer is talk like it. */
    private boolean isBehindRemark(List<String> parts) {
        return !context.asksToRewrite()
                && parts.stream()
                        .map(context::line)
                        .anyMatch(part -> part.hasAny(Phrases.Kind.METHOD, Phrases.Kind.CRITIC)
                                || part.has(Phrases.Kind.CHANGED) && part.has(Phrases.Kind.FIRST_PERSON));
    }

    private static String cut(String text, int end, List<String> parts) {
        parts.add(text.substring(0, end).strip());
        return text.substring(end).strip();
    }

    private String withoutLast(String text, List<String> parts) {
        boolean framed = !parts.isEmpty();
        int rule = text.lastIndexOf('\n');
        if (rule > 0 && RULE.matcher(text.substring(rule + 1)).matches()) {
            return cutBehind(text, rule, parts);
        }
        List<Integer> paragraphs = paragraphs(text);
        int notes = notesStart(text, paragraphs, framed);
        if (notes > 0) {
            return cutBehind(text, notes, parts);
        }
        if (text.endsWith("```") || text.startsWith(">") && Wrapper.isAround(text)) {
            return text;
        }
        int paragraph = paragraphs.isEmpty() ? -1 : paragraphs.get(paragraphs.size() - 1);
        if (paragraph > 0) {
            String before = text.substring(0, paragraph).stripTrailing();
            boolean ruled =
                    RULE.matcher(before.substring(before.lastIndexOf('\n') + 1)).matches();
            boolean quoted = before.startsWith(">") && Wrapper.isAround(before);
            if (isRemark(text.substring(paragraph), before, framed || ruled || quoted)) {
                return cutBehind(text, paragraph, parts);
            }
        }
        if (rule > paragraph && Remark.isBracketed(text.substring(rule + 1))) {
            return isRemark(text.substring(rule + 1), text.substring(0, rule), framed)
                    ? cutBehind(text, rule, parts)
                    : text;
        }
        return text;
    }

    private boolean isRemark(String last, String answer, boolean framed) {
        return last.length() <= Remark.LONGEST
                && !context.isOfThePrevious(last)
                && (framed || Remark.isBracketed(last) || !Letter.goesOn(answer))
                && !isExample(last, answer)
                && (remark.ends(last, answer, framed) || note.isIn(last, answer))
                && (Remark.isBracketed(last) || !Advice.isIn(last, context));
    }

    /** 'End with an offer: "Would you like …?"', where the words in quotation marks are none of the answer before. */
    private boolean isExample(String last, String answer) {
        return EXAMPLE.matcher(last).matches() && !context.quotesDropped(last, answer);
    }

    private static String cutBehind(String text, int at, List<String> parts) {
        parts.add(text.substring(at).strip());
        return text.substring(0, at).strip();
    }

    /** Where each paragraph but the first begins. */
    private static List<Integer> paragraphs(String text) {
        int line = text.indexOf('\n');
        if (line < 0) {
            return List.of();
        }
        List<Integer> starts = new ArrayList<>();
        Matcher paragraph = PARAGRAPHS.matcher(text);
        while (line >= 0) {
            boolean parts = paragraph.region(line, text.length()).lookingAt();
            if (parts) {
                starts.add(paragraph.end());
            }
            line = text.indexOf('\n', parts ? paragraph.end() : line + 1);
        }
        return starts;
    }

    /** Where a heading such as "Changes made:" begins, with nothing but notes behind it; -1 for nowhere. */
    private int notesStart(String text, List<Integer> paragraphs, boolean framed) {
        for (int at : paragraphs) {
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end < 0 ? text.length() : end);
            if (2 * (text.length() - at) < 3 * at + 300
                    && remark.headsNotes(line, text.substring(at), framed, isAmongHeadings(line, text))
                    && !isExample(text.substring(at), text.substring(0, at))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isAmongHeadings(String line, String text) {
        return LeadIn.isHeading(line) && LeadIn.isHeading(TalkLine.firstOf(text));
    }
}
