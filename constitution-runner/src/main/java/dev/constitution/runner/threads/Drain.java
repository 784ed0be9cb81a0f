package dev.constitution.runner.threads;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The wish that a run ends early without losing an answer: calls in flight finish and are stored, no other is sent, and
 * unfinished rows stay to be done. Thread-safe.
 */
public final class Drain {
    private final AtomicBoolean requested = new AtomicBoolean();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Asks the run to end; false if it had been asked before. */
    public boolean request() {
        if (!requested.compareAndSet(false, true)) {
            return false;
        }
        listeners.forEach(Runnable::run);
        return true;
    }

    /** Whether the run was asked to end. */
    public boolean isRequested() {
        return requested.get();
    }

    /** Is told when the run is asked to end; at once, if it was before. */
    public void onRequest(Runnable listener) {
        listeners.add(listener);
        if (isRequested()) {
            listener.run();
        }
    }
}
