package dev.constitution.stage;

import dev.constitution.chat.CallFailedException;
import dev.constitution.judge.Judgement;
import dev.constitution.judge.Verdict.Preference;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The answers of two arms to one prompt, compared.
 *
 * @param bFirst whether the second arm's answer was shown first
 * @param judgement of the answers as they were shown; empty where they are equal, and where a call failed
 * @param failure what kept the judge from answering
 */
public record Duel(Sides sides, boolean bFirst, Optional<Judgement> judgement, Optional<CallFailedException> failure) {

    /** The names of the two arms. */
    public record Sides(String a, String b) {}

    /** Equal answers are a tie, for which no judge is asked. */
    static Duel ofEqualAnswers(Sides sides) {
        return new Duel(sides, false, Optional.empty(), Optional.empty());
    }

    static Duel judged(Sides sides, boolean bFirst, Judgement judgement) {
        return new Duel(sides, bFirst, Optional.of(judgement), Optional.empty());
    }

    static Duel failed(Sides sides, CallFailedException failure) {
        return new Duel(sides, false, Optional.empty(), Optional.of(failure));
    }

    /** The probability that the first arm's answer is better, 0.5 for equal ones; empty where there is no verdict. */
    public OptionalDouble probabilityOfA() {
        if (failure.isPresent()) {
            return OptionalDouble.empty();
        }
        if (judgement.isEmpty()) {
            return OptionalDouble.of(0.5);
        }
        return judgement.get().verdict() instanceof Preference preference
                ? OptionalDouble.of(bFirst ? 1 - preference.probability() : preference.probability())
                : OptionalDouble.empty();
    }
}
