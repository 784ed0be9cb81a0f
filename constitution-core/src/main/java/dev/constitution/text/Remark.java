package dev.constitution.text;

import dev.constitution.text.Phrases.Kind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a remark on what was changed from an answer's last words. As with an announcement no single word tells, but several
 * together: the answer as a thing, what was done to it, the critic, brackets or a rule or a label around it.
 */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class Remark {
    static final int LONGEST = 600;
    private static final int LONGEST_ASKING = 320;
    private static final int LONGEST_REPORT = 240;
    private static final int LONGEST_LABEL = 70;

    /** A label and what follows it on its line. */
    private static final Pattern LABEL = Pattern.compile(
            "\\A[\\s*_#>(\\[（【]*([^:：\\n】]{1,70}?)[*_ ]*(?:[:：】][*_]*[ \\t]*|\\*\\*[ \\t]*(?=\\n)|\\z)");

    private static final Pattern BRACKETED = Pattern.compile(
            "\\s*(?:[*_]*[(\\[（【〔].*[)\\]）】〕][.。]?[*_]*|\\*[^*].*\\*|_[^_].*_|\\*\\*\\*.*\\*\\*\\*|※.*|>.*|【[^】]+】.*|<!--.*-->)\\s*",
            Pattern.DOTALL);

    /** "Here is a revised example" */
    private static final Pattern SOME = Pattern.compile(
            "^(?:here(?:['’]s| is)|hier(?: ist| is)?|voici|aquí|aqui|ecco|här är|her er) (?:\\p{L}+ )?(?:an?|eine?n?|une?|una?|uma?|een|ett?) ");

    static final Pattern SENTENCES = Pattern.compile("(?<=[.!?])\\s+|(?<=[。！？])");

    private final TalkContext context;
    private final NothingToRevise nothing;
    private final RevisionAct act;

    Remark(TalkContext context, NothingToRevise nothing) {
        this.context = context;
        this.nothing = nothing;
        act = new RevisionAct(context);
    }

    static boolean isBracketed(String text) {
        return BRACKETED.matcher(text).matches();
    }

    /**
     * Whether the last paragraph, or the last line, of an answer talks about it.
     *
     * @param answer what stands before it
     * @param framed whether other talk was cut before, or a rule stands before it
     */
    boolean ends(String text, String answer, boolean framed) {
        if (text.length() > LONGEST
                || Wrapper.isQuoted(text)
                || LeadIn.isListItem(text) && !text.strip().endsWith("*")) {
            return false;
        }
        if (!framed && text.indexOf('\n') > 0 && LeadIn.isHeading(text.substring(0, text.indexOf('\n')))) {
            return false;
        }
        TalkLine line = context.line(NothingToRevise.withoutQuotations(text));
        if (nothing.isSaidAt(text)
                && (isBracketed(text) || framed || RevisionAct.isOfTheAnswer(line))
                && (framed || !context.asksToRewrite() || line.hasAny(Kind.ANSWER, Kind.METHOD))) {
            return true;
        }
        RemarkSigns signs = new RemarkSigns(context, line, text, answer, framed);
        if (signs.areAskedFor()) {
            return false;
        }
        if (signs.areBrief() && isOfTheChange(line, answer)) {
            return true;
        }
        if (signs.areNone()) {
            return false;
        }
        int label = label(text);
        return signs.areEnough(label, act.isOfTwo(line))
                && (signs.areBeyondDoubt() || act.isToldBy(line, text, answer, label));
    }

    /** Below an answer that was announced: what the answer now does, or no longer does, and hope that it is better. */
    private boolean isOfTheChange(TalkLine line, String answer) {
        boolean points = Phrases.startsWith(Kind.THIS, line.lower());
        boolean told = line.hasAny(Kind.CHANGED, Kind.BETTER, Kind.FAULT, Kind.NOT);
        boolean changed = line.has(Kind.CHANGED);
        boolean itDoes = line.lower().startsWith("it ") && line.first(Kind.CHANGED) <= 3;
        if (itDoes || line.has(Kind.OFFER) && line.has(Kind.BETTER) && line.length() <= 60) {
            return true;
        }
        if (line.has(Kind.MANNER)
                && (line.hasAny(Kind.BETTER, Kind.CHANGED, Kind.SOUND, Kind.DONE)
                        || line.has(Kind.OFFER) && line.hasAny(Kind.CHANGE, Kind.REVISED))
                && !context.asksForWords()) {
            return true;
        }
        if (context.asksForWords()) {
            return changed && line.has(Kind.DONE) && context.dropped(line, answer) > 0;
        }
        return changed && (points || line.has(Kind.DONE))
                || points && told && line.hasAny(Kind.ANSWER, Kind.VERSION)
                || told && context.dropped(line, answer) > (points || changed ? 0 : 1);
    }

    /** What a label says: 4 that notes on a revision follow, 1 that some note follows, 0 nothing. */
    private int label(String text) {
        String name = labelOf(text);
        if (name.isEmpty()) {
            return 0;
        }
        if (namesNotes(name)) {
            return 4;
        }
        return Phrases.has(Kind.NOTE, name) ? 1 : 0;
    }

    static String labelOf(String text) {
        if (!mayBeLabelled(text)) {
            return "";
        }
        Matcher label = LABEL.matcher(text);
        return label.lookingAt()
                ? TalkLine.withoutMarkup(label.group(1)).strip().toLowerCase(Locale.ROOT)
                : "";
    }

    /** Whether a text's first words end as a label does, or with the text, before they are too long for one. */
    private static boolean mayBeLabelled(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':' || c == '：' || c == '】' || c == '*') {
                return true;
            }
            length += Character.isLetter(c) ? 1 : 0;
            if (length > LONGEST_LABEL) {
                return false;
            }
        }
        return true;
    }

    private boolean namesNotes(String name) {
        if (context.isInQuestion(name)) {
            return false;
        }
        if (Phrases.has(Kind.NOTES, name)) {
            return true;
        }
        if (SOME.matcher(name).find() || Advice.speaksTo(name)) {
            return false;
        }
        TalkLine line = context.line(name);
        boolean ofThisTime = line.first(Kind.NOTES) == 0
                && line.hasAny(Kind.AGAIN, Kind.EARLIER, Kind.VERSION, Kind.ANSWER, Kind.REVISED)
                && line.strangers() <= 1;
        boolean ofTheText = Phrases.has(Kind.REVISION, name) && !Phrases.has(Kind.NOTES, name)
                || line.hasAny(Kind.ANSWER, Kind.VERSION) && line.has(Kind.REVISED) && line.strangers() == 0;
        return ofThisTime
                || !ofTheText
                        && !line.has(Kind.NOT)
                        && line.hasAny(Kind.REVISED, Kind.REVISION, Kind.CHANGED, Kind.CHANGE)
                        && line.strangers() <= 1
                        && line.length() <= 50;
    }

    /**
     * Whether a heading such as "Changes made:" stands on a line, with notes alone below it.
     *
     * @param amongOthers whether the answer has other headings, so that this may be one of its own
     */
    boolean headsNotes(String line, String all, boolean framed, boolean amongOthers) {
        boolean heading = LeadIn.isHeading(line)
                || line.strip().endsWith(":")
                || line.strip().endsWith("：")
                || line.indexOf(':') >= 0
                || line.indexOf('：') >= 0
                || line.startsWith("【");
        String name = heading ? labelOf(line) : "";
        if (name.isEmpty()
                || !namesNotes(name)
                || context.isOfThePrevious(line)
                || !framed && context.asksToRewrite() && !context.line(all).has(Kind.METHOD)) {
            return false;
        }
        if (context.line(name).hasAny(Kind.REVISED, Kind.REVISION, Kind.CHANGED, Kind.CHANGE)) {
            TalkLine body = context.line(all.substring(line.length()));
            boolean several = name.indexOf(' ') >= 0 || name.charAt(0) >= 0x0900;
            return framed
                    || several && body.hasAny(Kind.CHANGED, Kind.FAULT, Kind.ANSWER)
                    || !amongOthers && tells(context.line(all));
        }
        return framed || !amongOthers && tells(context.line(all.substring(line.length())));
    }

    private static boolean tells(TalkLine line) {
        return line.has(Kind.METHOD)
                || line.count(Kind.CHANGED) > 1
                || line.has(Kind.CHANGED) && line.hasAny(Kind.ANSWER, Kind.VERSION, Kind.FIRST_PERSON);
    }

    /** Whether the text only talks about a revision or about the answer to revise. */
    boolean isAll(String text) {
        if (CritiqueAgain.isAll(text, context)) {
            return true;
        }
        if (text.length() > LONGEST || text.contains("\n\n")) {
            return false;
        }
        String said = NothingToRevise.withoutQuotations(text);
        TalkLine line = context.line(said);
        if (!line.hasAny(Kind.ANSWER, Kind.VERSION)) {
            return false;
        }
        boolean mayBeAskedFor = context.asksForWords() || context.asksToRewrite();
        if (mayBeAskedFor
                && !line.has(Kind.METHOD)
                && !line.has(Kind.EARLIER)
                && !(line.has(Kind.FAULT) && line.has(Kind.ANSWER))) {
            return false;
        }
        String first = SENTENCES.splitAsStream(said).findFirst().orElse(said);
        boolean asks = line.has(Kind.ANSWER)
                && line.has(Kind.EARLIER)
                && line.length() <= LONGEST_ASKING
                && line.has(Kind.FIRST_PERSON)
                && line.has(Kind.OFFER)
                && (said.endsWith("?") || said.endsWith("？") || said.endsWith("؟"))
                && line.hasAny(Kind.BETTER, Kind.REVISED, Kind.CHANGE, Kind.CHANGED);
        return asks
                || isReport(context.line(first))
                        && SENTENCES.splitAsStream(said).limit(3).count() <= 2
                || line.has(Kind.ANSWER)
                        && line.length() <= LONGEST_REPORT
                        && line.strangers() <= 12
                        && (line.has(Kind.METHOD) && line.hasAny(Kind.REVISED, Kind.CHANGE)
                                || line.has(Kind.REVISION) && line.has(Kind.FAULT));
    }

    private static boolean isReport(TalkLine line) {
        return line.length() <= LeadIn.LONGEST
                && line.hasAny(Kind.ANSWER, Kind.VERSION)
                && (line.has(Kind.REVISED)
                        || line.has(Kind.FIRST_PERSON)
                                && (line.has(Kind.CHANGED) || line.hasAll(Kind.FAULT, Kind.BETTER, Kind.DONE)))
                && (line.has(Kind.FIRST_PERSON) || Phrases.startsWith(Kind.THIS, line.lower()));
    }
}
