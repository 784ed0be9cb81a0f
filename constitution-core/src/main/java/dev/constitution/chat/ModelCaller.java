package dev.constitution.chat;

import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;

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
     * @throws RuntimeException when the model fails; the stage turns it into {@code Outcome.Failed}
     */
    ChatResponse call(ModelCall call) throws InterruptedException;

    /** A part of a stage's work that makes calls. */
    @FunctionalInterface
    interface Work<T> {
        T result() throws InterruptedException, CallFailedException;
    }

    /**
     * Does pieces of work whose calls do not need each other's answers, one after another by default. An implementation
     * may do them at once.
     *
     * @return the results in the order of the pieces
     * @throws CallFailedException that of the first piece, in their order, that failed; whether later ones were done is
     *     open
     */
    default <T> List<T> together(List<? extends Work<T>> pieces) throws InterruptedException, CallFailedException {
        List<T> results = new ArrayList<>();
        for (Work<T> piece : pieces) {
            results.add(piece.result());
        }
        return results;
    }

    /** Asks the call's model. */
    static ModelCaller direct() {
        return call -> call.model().chat(call.request());
    }
}
