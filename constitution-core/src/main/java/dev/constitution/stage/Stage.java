package dev.constitution.stage;

import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;

/**
 * A method that takes a prompt to an outcome, such as {@link CritiqueRevision}.
 *
 * <p>A stage blocks, is thread-safe, and ends early with {@link InterruptedException} when its thread is interrupted.
 */
@FunctionalInterface
public interface Stage {

    /**
     * Takes one prompt through the stage.
     *
     * @param caller gets the stage's model calls answered
     */
    Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException;

    /** Takes one prompt through the stage, asking the models directly. */
    default Outcome run(Prompt prompt) throws InterruptedException {
        return run(prompt, ModelCaller.direct());
    }
}
