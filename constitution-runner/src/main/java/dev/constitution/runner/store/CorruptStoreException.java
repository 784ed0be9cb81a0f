package dev.constitution.runner.store;

import dev.constitution.chat.AbortException;

/** A record of the run's store, or the whole store, is not what was written. */
public final class CorruptStoreException extends AbortException {
    private static final long serialVersionUID = 1L;

    public CorruptStoreException(String message) {
        super(message);
    }

    public CorruptStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
