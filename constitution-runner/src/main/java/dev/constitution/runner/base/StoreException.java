package dev.constitution.runner.base;

import dev.constitution.chat.AbortException;

/** The run's store cannot be read or written; the run stops, and what was stored before stays. */
public final class StoreException extends AbortException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
