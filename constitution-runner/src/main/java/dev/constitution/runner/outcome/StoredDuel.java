package dev.constitution.runner.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.stage.Duel;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a judge compared the answers of two arms, as the store keeps it.
 *
 * @param bFirst whether the second arm's answer was shown first
 * @param judgement of the answers as they were shown; absent where they are equal, and where a call failed
 * @param failure the kind of what kept the judge from answering
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonNaming(SnakeCaseStrategy.class)
public record StoredDuel(
        String a,
        String b,
        boolean bFirst,
        Optional<StoredJudgement> judgement,
        Optional<String> failure,
        Optional<String> message) {

    static StoredDuel of(Duel duel) {
        return new StoredDuel(
                duel.sides().a(),
                duel.sides().b(),
                duel.bFirst(),
                duel.judgement().map(StoredJudgement::of),
                duel.failure().map(failed -> failed.kind().label()),
                duel.failure().map(failed -> failed.message()));
    }

    /** Whether the two answers are the same text. */
    public boolean isOfEqualAnswers() {
        return judgement.isEmpty() && failure.isEmpty();
    }

    /** The probability that the first arm's answer is better, 0.5 for equal ones; empty where there is no verdict. */
    public OptionalDouble probabilityOfA() {
        if (judgement.isEmpty()) {
            return failure.isEmpty() ? OptionalDouble.of(0.5) : OptionalDouble.empty();
        }
        OptionalDouble shown = judgement.get().verdict().probability();
        return shown.isPresent() && bFirst ? OptionalDouble.of(1 - shown.getAsDouble()) : shown;
    }
}
