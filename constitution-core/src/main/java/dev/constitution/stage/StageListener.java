package dev.constitution.stage;

import dev.constitution.chat.Prompt;

/**
 * Hears what a stage does while it does it, on the thread that does it. What a listener throws ends the stage.
 *
 * <p>Implementations must be thread-safe: a stage takes many prompts at once.
 */
public interface StageListener {

    /** Hears nothing. */
    static StageListener none() {
        return new StageListener() {};
    }

    /** A critique and, where the critic objected, the revision after it are there; both with their tokens. */
    default void onStep(Prompt prompt, Step step) {}

    /** The prompt's row has ended; a {@link Outcome.Failed} says why, with its cause. */
    default void onOutcome(Outcome outcome) {}
}
