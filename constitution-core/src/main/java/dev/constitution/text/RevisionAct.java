package dev.constitution.text;

import dev.constitution.text.Phrases.Kind;
import java.util.regex.Pattern;

/** Tells a report on revising an answer from words of the answer on revising: who asked for it, who did it, what was wrong. */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class RevisionAct {
    /** "A revised version …": any, and not this one. */
    private static final Pattern INDEFINITE = Pattern.compile(
            "(?:an?(?= (?:[a-z-]+ed|new|good|better|second|later|final) )|eine?r?|une?|una|uma|um|een) ");

    private static final int LONGEST_OF_TWO = 140;

    private final TalkContext context;

    RevisionAct(TalkContext context) {
        this.context = context;
    }

    /** Whether it is an answer of which a line says that nothing is to be changed. */
    static boolean isOfTheAnswer(TalkLine line) {
        return line.hasAny(Kind.ANSWER, Kind.METHOD, Kind.CRITIC)
                || line.has(Kind.VERSION) && line.hasAny(Kind.NEEDED, Kind.FIRST_PERSON);
    }

    /**
     * Whether a paragraph tells of revising this very answer: who asked for it, who did it, what was wrong. The answer itself
     * may speak of versions, changes and answers.
     */
    boolean isToldBy(TalkLine line, String text, String answer, int label) {
        if (label == 0 && INDEFINITE.matcher(line.lower()).lookingAt()) {
            return false;
        }
        if (line.hasAny(Kind.METHOD, Kind.CRITIC)) {
            return true;
        }
        if (line.isOfSomethingElse()
                || context.isOfAWork()
                        && !line.has(Kind.ANSWER)
                        && !Phrases.startsWith(Kind.FIRST_PERSON, line.lower())
                        && !Remark.isBracketed(text)) {
            return false;
        }
        boolean mine = Remark.SENTENCES
                .splitAsStream(text)
                .map(context::line)
                .anyMatch(sentence -> sentence.has(Kind.FIRST_PERSON) && sentence.has(Kind.CHANGED));
        boolean fault = line.has(Kind.FAULT);
        boolean object = line.hasAny(Kind.ANSWER, Kind.VERSION);
        boolean bracketed = Remark.isBracketed(text);
        if (line.has(Kind.OUGHT) && !(mine && line.has(Kind.DONE))) {
            return false;
        }
        if (!line.has(Kind.CHANGED)) {
            return object && line.pointsAtText() && (fault || line.hasAll(Kind.ANSWER, Kind.EARLIER, Kind.BETTER))
                    || line.has(Kind.ANSWER)
                            && line.has(Kind.DONE)
                            && (line.has(Kind.EARLIER) || line.pointsAtText() && line.hasAny(Kind.SOUND, Kind.BETTER));
        }
        return label > 1
                || isOfTwo(line)
                || context.dropped(line, answer) > 0
                || mine && (line.has(Kind.DONE) || object || fault || bracketed)
                || line.has(Kind.DONE) && (fault || line.has(Kind.ANSWER) || label == 0 && (object || bracketed))
                || line.has(Kind.ANSWER) && line.hasAny(Kind.FAULT, Kind.EARLIER, Kind.REVISED, Kind.BETTER)
                || fault && line.count(Kind.CHANGED) > 1
                || object && line.pointsAtText() && line.has(Kind.BETTER) && label == 0
                || object
                        && (fault
                                || label == 0
                                        && (line.has(Kind.REVISED)
                                                || line.has(Kind.EARLIER)
                                                        && line.hasAny(Kind.DONE, Kind.FIRST_PERSON)));
    }

    /** "I removed the mockery and added figures." */
    boolean isOfTwo(TalkLine line) {
        return line.length() <= LONGEST_OF_TWO
                && line.count(Kind.CHANGED) > 1
                && line.hasAny(Kind.FAULT, Kind.MANNER, Kind.FLAW)
                && line.hasAny(Kind.DONE, Kind.FIRST_PERSON)
                && !line.hasAny(Kind.OUGHT, Kind.OFFER)
                && !context.asksForWords()
                && !context.asksToRewrite();
    }
}
