package dev.constitution.gate;

import dev.constitution.principles.Constitution;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Stage;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps a pair, or a conversation for one of its turns, from a data set, or lets it pass. What a gate rejects stays in the
 * outcome with the gate's name and its reason. The gates that come with the library are chosen through {@link Gates}.
 *
 * <p>Implementations must be thread-safe and depend on the candidate alone, so that a run gives the same pairs again.
 *
 * <pre>{@code
 * Gate brief = candidate -> candidate.chosen().length() <= 400
 *         ? Optional.empty()
 *         : Optional.of(new Gate.Objection("too_long", candidate.chosen().length() + " characters, more than 400"));
 * Stage gated = Gates.defaults().gate().and(brief).around(stage, constitution);
 * }</pre>
 */
@FunctionalInterface
public interface Gate {

    /** What the gate has against a pair; empty lets it pass. */
    Optional<Objection> check(Candidate candidate);

    /**
     * Why a pair was rejected.
     *
     * @param gate the gate's name, by which rejected rows are counted: lower-case letters, digits and underscores
     * @param reason the same in a sentence, with what was measured
     */
    record Objection(String gate, String reason) {
        public Objection {
            if (!gate.matches("[a-z][a-z0-9_]*")) {
                throw new IllegalArgumentException(
                        "a gate's name has lower-case letters, digits and underscores, got \"" + gate + "\"");
            }
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** This gate, then another one; the first that objects gives its name. */
    default Gate and(Gate next) {
        return candidate -> check(candidate).or(() -> next.check(candidate));
    }

    /**
     * A stage whose pairs go through this gate, and each turn of its conversations to learn from.
     *
     * @param constitution the stage's principles, whose requests no answer should repeat
     */
    default Stage around(Stage stage, Constitution constitution) {
        return (prompt, caller) -> {
            Outcome outcome = stage.run(prompt, caller);
            Optional<Objection> objection = candidates(outcome, constitution)
                    .map(this::check)
                    .flatMap(Optional::stream)
                    .findFirst();
            return objection.isEmpty()
                    ? outcome
                    : outcome.rejectedBy(objection.get().gate(), objection.get().reason());
        };
    }

    private static Stream<Candidate> candidates(Outcome outcome, Constitution constitution) {
        if (outcome instanceof Outcome.Pair pair) {
            return Stream.of(Candidate.of(pair, constitution));
        }
        return outcome instanceof Outcome.Introspected row
                ? Candidate.turnsOf(row, constitution).stream()
                : Stream.empty();
    }
}
