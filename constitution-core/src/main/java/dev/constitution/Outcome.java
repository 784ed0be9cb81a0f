package dev.constitution;

import java.util.List;
import java.util.Optional;

/**
 * What became of a prompt. Expected failures are outcomes, not exceptions, so that a batch accounts for every row.
 */
public sealed interface Outcome {

    Prompt prompt();

    /** The first answer; empty where the generator gave none. */
    Optional<Reply> initial();

    /** Every critique and revision that was made, in order. */
    List<Step> steps();

    /**
     * The answer was revised: a preference pair of the last revision (chosen) and the initial answer (rejected).
     *
     * @param chosen the last revision, never equal to the initial answer
     */
    record Revised(Prompt prompt, Optional<Reply> initial, List<Step> steps, String chosen) implements Outcome {
        public Revised {
            steps = List.copyOf(steps);
            if (chosen.isBlank()
                    || initial.isEmpty()
                    || chosen.equals(initial.get().text())) {
                throw new IllegalArgumentException("a pair needs two answers that differ");
            }
        }

        /** The initial answer. */
        public String rejected() {
            return initial.orElseThrow().text();
        }
    }

    /**
     * The prompt was answered, but gives no pair.
     *
     * @param gate what kept it from being one, for example {@code no_revision_needed} or {@code unchanged}
     * @param reason the same in a sentence
     */
    record Rejected(Prompt prompt, Optional<Reply> initial, List<Step> steps, String gate, String reason)
            implements Outcome {
        public Rejected {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A model call failed, so the row has no result; what was answered before is kept.
     *
     * @param role the role whose call failed
     * @param message what the provider or the model said, for people
     */
    record Failed(
            Prompt prompt, Optional<Reply> initial, List<Step> steps, FailureKind kind, ModelRole role, String message)
            implements Outcome {
        public Failed {
            steps = List.copyOf(steps);
        }
    }
}
