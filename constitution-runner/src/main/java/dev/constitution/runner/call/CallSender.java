package dev.constitution.runner.call;

import dev.constitution.chat.AbortException;

/** Gets a row's call answered; budget, limits and retries wrap one another. Implementations are thread-safe. */
@FunctionalInterface
public interface CallSender {

    /**
     * Blocks until the call is answered.
     *
     * @throws InterruptedException when the thread is interrupted while it waits
     * @throws AbortException when the run itself cannot go on
     * @throws RuntimeException when the model fails
     */
    AnsweredCall send(PendingCall pending) throws InterruptedException;
}
