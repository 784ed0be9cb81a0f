package dev.constitution.chat;

import dev.constitution.chat.ModelCaller.Work;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of several pieces of work that are done at once, and what became of it. Thread-safe. */
final class Piece<T> {
    private final Work<T> work;
    private final Thread caller;
    private @Nullable Thread helper;
    private boolean begun;
    private boolean ended;
    private boolean cancelled;
    private boolean interrupted;
    private Optional<T> result = Optional.empty();
    private @Nullable Throwable failure;

    /**
     * @param caller the thread that has the work to do, and is never interrupted for a piece
     */
    Piece(Work<T> work, Thread caller) {
        this.work = work;
        this.caller = caller;
    }

    /** Does the piece on the thread that calls, unless it is cancelled. */
    void run() {
        if (!begin()) {
            return;
        }
        try {
            end(Optional.of(work.result()), null);
        } catch (Throwable e) { // whoever has the work is to hear of it, whatever it is
            end(Optional.empty(), e);
        }
    }

    private synchronized boolean begin() {
        if (!cancelled) {
            begun = true;
            helper = Thread.currentThread() == caller ? null : Thread.currentThread();
        }
        return !cancelled;
    }

    private synchronized void end(Optional<T> got, @Nullable Throwable thrown) {
        if (cancelled && helper != null) {
            Thread.interrupted(); // it was for this piece
        }
        result = got;
        interrupted = thrown instanceof InterruptedException && (!cancelled || helper == null);
        failure = cancelled && !interrupted ? null : thrown;
        helper = null;
        ended = true;
        notifyAll();
    }

    /** Keeps the piece from being begun, or interrupts the helper that does it; nothing where it has ended. */
    synchronized void cancel() {
        if (ended || cancelled) {
            return;
        }
        cancelled = true;
        notifyAll();
        if (helper != null) {
            helper.interrupt();
        }
    }

    /** Waits until the piece is not under way any more. */
    synchronized void await() throws InterruptedException {
        while (begun ? !ended : !cancelled) {
            wait();
        }
    }

    /** Whether an interrupt came that was not for this piece alone. */
    synchronized boolean isInterrupted() {
        return interrupted;
    }

    /** What kept the piece from its result, if it is not that the piece was cancelled. */
    synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    synchronized Optional<T> result() {
        return result;
    }
}
