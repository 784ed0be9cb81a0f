package dev.constitution.runner;

import dev.constitution.AbortException;

/** A record of the run's store, or the whole store, is not what was written. */
final class CorruptStoreException extends AbortException {
    private static final long serialVersionUID = 1L;

    CorruptStoreException(String message) {
        super(message);
    }

    CorruptStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
