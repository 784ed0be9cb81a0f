package dev.constitution.runner.base;

import dev.constitution.chat.AbortException;

/** Stops the run so that the same command goes on with it: rows without an outcome stay to be done. */
public final class RunStopException extends AbortException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    /**
     * @param message what happened and what to do
     */
    public RunStopException(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    /** What the run's result says of it. */
    public RunStop stop() {
        return new RunStop(code, String.valueOf(getMessage()));
    }
}
