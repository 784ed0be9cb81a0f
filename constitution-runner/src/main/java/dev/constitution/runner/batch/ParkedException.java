package dev.constitution.runner.batch;

import dev.constitution.chat.AbortException;

/** Ends a row's stage for now: a call of it waits for a batch, and the row is begun again when that is answered. */
public final class ParkedException extends AbortException {
    private static final long serialVersionUID = 1L;

    ParkedException(String step) {
        super(step + " waits for a batch");
    }

    /** There may be as many as rows, and nobody looks. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
