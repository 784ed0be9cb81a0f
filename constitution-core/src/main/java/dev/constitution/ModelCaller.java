package dev.constitution;

import dev.langchain4j.model.chat.response.ChatResponse;

/**
 * Gets a stage's calls answered. {@link #direct()} asks the model and nothing else; a batch run wraps it to record, limit,
 * repeat and replay calls.
 *
 * <p>Implementations must be thread-safe.
 */
@FunctionalInterface
public interface ModelCaller {

    /**
     * Blocks until the call is answered.
     *
     * @throws InterruptedException when the thread is interrupted while it waits
     * @throws AbortException when the run itself cannot go on; the stage passes it through
     * @throws RuntimeException when the model fails; the stage turns it into {@link Outcome.Failed}
     */
    ChatResponse call(ModelCall call) throws InterruptedException;

    /** Asks the call's model. */
    static ModelCaller direct() {
        return call -> call.model().chat(call.request());
    }
}
