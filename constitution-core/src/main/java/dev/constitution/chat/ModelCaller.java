package dev.constitution.chat;

import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

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

    /**
     * This caller, with calls that do not need each other made at once: the samples of a comparison, a judge's votes, both of
     * its orders, the principles of an ensemble. What comes of it is the same as one after another, each call's seed included.
     * Where a piece fails, those after it end; when the thread that asks is interrupted, all do. None outlasts the stage's or
     * the judge's own method.
     *
     * <pre>{@code
     * ExecutorService threads = Executors.newCachedThreadPool(); // virtual ones where there are some
     * Outcome outcome = stage.run(prompt, ModelCaller.direct().on(threads));
     * }</pre>
     *
     * @param threads may be a pool of any size: what it has no thread for is done by the thread that asks. Its owner closes it
     */
    default ModelCaller on(Executor threads) {
        return new ParallelCaller(this, ParallelWork.cancelling(threads));
    }

    /** Asks the call's model. */
    static ModelCaller direct() {
        return call -> call.model().chat(call.request());
    }
}
