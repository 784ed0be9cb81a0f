package dev.constitution.runner.base;

import dev.constitution.chat.AbortException;

/** Stops the run so that the same command goes on with it: rows without an outcome stay to be done. */
public final class RunStopException extends AbortException {
    private static final long serialVersionUID = 1L;

    private final transient RunStop stop;

    public RunStopException(RunStop stop) {
        super(stop.message());
        this.stop = stop;
    }

    /** What the run's result says of it. */
    public RunStop stop() {
        return stop;
    }
}
