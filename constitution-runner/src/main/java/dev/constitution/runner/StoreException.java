package dev.constitution.runner;

import dev.constitution.AbortException;

/** The run's store cannot be read or written; the run stops, and what was stored before stays. */
final class StoreException extends AbortException {
    private static final long serialVersionUID = 1L;

    StoreException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
