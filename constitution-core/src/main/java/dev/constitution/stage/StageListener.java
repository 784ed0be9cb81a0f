package dev.constitution.stage;

import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import java.util.function.UnaryOperator;

/**
 * Hears what a stage does while it does it, on the thread that does it, and may stand around it, as one that measures does.
 * What a listener throws ends the stage.
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

    /** Stands around a prompt's row; {@code row} does it, once, and hears of it as above. */
    default Outcome around(Prompt prompt, ModelCaller.Work<Outcome> row) throws InterruptedException {
        return row.result();
    }

    /** Stands around calls: the caller that is to be asked in place of this one. */
    default ModelCaller calling(ModelCaller caller) {
        return caller;
    }

    /**
     * Takes along to another thread what it keeps of the present one: what makes of a piece of a row's work the one that is
     * to be done there in its place.
     */
    default UnaryOperator<Runnable> carrying() {
        return UnaryOperator.identity();
    }
}
