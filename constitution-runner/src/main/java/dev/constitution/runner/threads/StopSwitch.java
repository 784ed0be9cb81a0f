package dev.constitution.runner.threads;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run is to end early, and why: the one place that everybody asks and anybody can tell. Calls in flight finish and
 * are stored, no other is sent, and unfinished rows stay to be done. The first reason stands. Thread-safe.
 */
public final class StopSwitch {
    private final AtomicReference<@Nullable RunStop> reason = new AtomicReference<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Ends the run for this reason, unless it is ending for another one. */
    public void stop(RunStop why) {
        if (reason.compareAndSet(null, why)) {
            listeners.forEach(Runnable::run);
        }
    }

    /** Ends the run because somebody asked for it; false if it had been asked for before. */
    public boolean request() {
        boolean first = asked.compareAndSet(false, true);
        stop(new RunStop(ExitCode.INTERRUPTED, "from the keyboard or by a signal; every answer that came is stored"));
        return first;
    }

    public boolean isStopped() {
        return reason.get() != null;
    }

    /** Why the run is ending; empty while it goes on. */
    public Optional<RunStop> reason() {
        return Optional.ofNullable(reason.get());
    }

    /**
     * Lets only a run that goes on go on.
     *
     * @throws RunStopException when it is ending
     */
    public void requireGoing() {
        RunStop why = reason.get();
        if (why != null) {
            throw new RunStopException(why);
        }
    }

    /** Is told when the run is to end; at once, if it already is. */
    public void onStop(Runnable listener) {
        listeners.add(listener);
        if (isStopped()) {
            listener.run();
        }
    }
}
