package dev.constitution.runner;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The wish that a run ends early without losing an answer: calls in flight finish and are stored, no other is sent, and
 * unfinished rows stay to be done. Thread-safe.
 */
final class Drain {
    private final AtomicBoolean requested = new AtomicBoolean();

    /** Asks the run to end; false if it had been asked before. */
    boolean request() {
        return requested.compareAndSet(false, true);
    }

    /** Whether the run was asked to end; whoever waits between two calls looks here. */
    boolean isRequested() {
        return requested.get();
    }
}
