package dev.constitution.text;

import dev.constitution.text.Phrases.Kind;

/** What in an answer's last words tells of a revision: what they speak of, who speaks, where they stand, and how much that is. */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class RemarkSigns {
    private static final int ENOUGH = 6;
    private static final int LONGEST_BRIEF = 160;
    private static final int LONGEST_REPORT_IN_THE_OPEN = 160;
    private static final int LONGEST_OF_THE_EARLIER = 200;

    private final TalkContext context;
    private final TalkLine line;
    private final String text;
    private final boolean framed;

    /** An answer, as a thing. */
    private final boolean object;

    private final boolean revised;

    /** How answers are revised. */
    private final boolean method;

    private final boolean changed;

    /** An offer of a further version. */
    private final boolean another;

    private final boolean offered;

    /** Words that the revision has dropped. */
    private final boolean quotes;

    /**
     * @param answer what stands before them
     * @param framed whether other talk was cut before, or a rule stands before them
     */
    RemarkSigns(TalkContext context, TalkLine line, String text, String answer, boolean framed) {
        this.context = context;
        this.line = line;
        this.text = text;
        this.framed = framed;
        object = line.hasAny(Kind.ANSWER, Kind.VERSION);
        revised = line.hasAny(Kind.REVISED, Kind.REVISION);
        method = line.has(Kind.METHOD);
        changed = line.has(Kind.CHANGED);
        another = offersAnother();
        offered = line.has(Kind.OFFER) && (revised && line.pointsAtText() || framed) || another;
        quotes = context.quotesDropped(text, answer);
    }

    private boolean offersAnother() {
        return (line.has(Kind.OFFER) || line.hasAll(Kind.ABLE, Kind.FIRST_PERSON))
                && !context.asksForWords()
                && !context.asksToRewrite()
                && (line.hasAny(Kind.ANSWER, Kind.AGAIN) || framed || line.pointsAtText())
                && object
                && (revised
                        || line.has(Kind.CHANGE) && line.pointsAtText()
                        || line.has(Kind.AGAIN) && line.has(Kind.BETTER)
                        || line.has(Kind.ANSWER) && line.has(Kind.VERSION));
    }

    /** Whether the prompt asks for a rewriting, of which an answer itself speaks so. */
    boolean areAskedFor() {
        return context.asksToRewrite()
                && !method
                && !(line.has(Kind.ANSWER) && line.hasAny(Kind.EARLIER, Kind.REVISED));
    }

    boolean areNone() {
        return !object && !method && !revised && !changed && !offered && !quotes && !(framed && line.has(Kind.EARLIER));
    }

    /** Whether they are those of a short note behind other talk. */
    boolean areBrief() {
        return framed && line.length() <= LONGEST_BRIEF && !context.asksToRewrite();
    }

    /** Whether no answer would say so of its own matter: other talk is around it, or it offers or quotes. */
    boolean areBeyondDoubt() {
        return framed || quotes || offered;
    }

    /**
     * Whether they are enough together.
     *
     * @param label what a label before them says, as {@link Remark} counts it
     * @param ofTwo whether they tell of two changes in one sentence
     */
    boolean areEnough(int label, boolean ofTwo) {
        return isTold(label, ofTwo) && isAnchored(label, ofTwo) && weight(label, ofTwo) >= ENOUGH;
    }

    /** Whether they tell of a revision. */
    private boolean isTold(int label, boolean ofTwo) {
        return object
                || ofTwo
                || label > 1
                || ofTheEarlier()
                || method && (revised || framed || bracketed() || mine() && (changed || line.has(Kind.CRITIC)))
                || offered
                || quotes && (changed || framed)
                || bracketed() && (changed || revised)
                || changed && (framed || label > 0) && line.has(Kind.DONE)
                || label > 0 && changed
                || reports() && points() && mine()
                || points() && changed && method && line.has(Kind.CRITIC)
                || points() && changed && (revised || framed && mine());
    }

    /** Whether they are of this text, and not of some other. */
    private boolean isAnchored(int label, boolean ofTwo) {
        return points()
                || ofTwo
                || line.pointsAtText()
                || mine()
                || method
                || framed
                || bracketed()
                || label > 0
                || quotes
                || another;
    }

    private int weight(int label, boolean ofTwo) {
        return ofWhatIsSaid() + ofWhereItStands() + ofLabel(label) + (ofTwo ? 4 : 0) - ofTheTask();
    }

    private int ofWhatIsSaid() {
        boolean points = points();
        return (method ? 3 : 0)
                + (object ? 2 : 0)
                + (revised ? 2 : 0)
                + (changed ? line.count(Kind.CHANGED) > 1 ? 3 : 2 : 0)
                + (mine() ? 1 : 0)
                + (points ? 1 : 0)
                + (points && object && changed ? 1 : 0)
                + (object && line.has(Kind.EARLIER) ? 1 : 0)
                + (object && line.has(Kind.FAULT) ? 1 : 0)
                + (object && line.has(Kind.BETTER) ? 1 : 0)
                + (object && line.has(Kind.CHANGE) ? 1 : 0)
                + (line.pointsAtText() ? 2 : 0)
                + (line.has(Kind.CRITIC) ? 1 : 0)
                + (offered ? 2 : 0)
                + (another && line.has(Kind.AGAIN) ? 1 : 0)
                + (quotes ? 3 : 0)
                + (method && revised ? 1 : 0)
                + (!framed && reports() && points && mine() && isShortReport() ? 2 : 0);
    }

    private int ofWhereItStands() {
        return (framed ? 1 : 0)
                + (framed && changed && mine() && points() ? 1 : 0)
                + (framed && reports() ? 2 : 0)
                + (framed && quotes ? 1 : 0)
                + (quotes && areBrief() && line.has(Kind.BETTER) ? 1 : 0)
                + (ofTheEarlier() ? 4 : 0)
                + (bracketed() ? 2 : 0)
                + (bracketed() && reports() && line.has(Kind.FAULT) ? 1 : 0);
    }

    private int ofLabel(int label) {
        boolean several = line.count(Kind.CHANGED) > 1;
        return label
                + (bracketed() && changed && (mine() || label > 0 || several || reports()) ? 1 : 0)
                + (label == 1 && several ? 1 : 0)
                + (label == 1 && reports() && line.hasAny(Kind.FAULT, Kind.FLAW, Kind.MANNER) ? 3 : 0)
                + (label == 1 && line.has(Kind.FAULT) && changed ? 1 : 0);
    }

    /** Who asks for a rewriting is answered in such words. */
    private int ofTheTask() {
        return context.asksToRewrite() ? framed || method ? 1 : 6 : 0;
    }

    private boolean mine() {
        return line.has(Kind.FIRST_PERSON);
    }

    private boolean bracketed() {
        return Remark.isBracketed(text);
    }

    private boolean reports() {
        return changed && (line.has(Kind.DONE) || line.hasBoth(Kind.FIRST_PERSON, Kind.CHANGED));
    }

    /** Whether they begin with what was done, or point at it. */
    private boolean points() {
        return Phrases.startsWith(Kind.THIS, line.lower())
                || Phrases.startsWith(Kind.DONE, line.lower()) && line.hasBoth(Kind.FIRST_PERSON, Kind.DONE);
    }

    private boolean ofTheEarlier() {
        return framed
                && points()
                && line.length() <= LONGEST_OF_THE_EARLIER
                && line.lower().startsWith("the ")
                && line.has(Kind.EARLIER);
    }

    private boolean isShortReport() {
        return line.length() <= LONGEST_REPORT_IN_THE_OPEN && !context.asksForWords();
    }
}
