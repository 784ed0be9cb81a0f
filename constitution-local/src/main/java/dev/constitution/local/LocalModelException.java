package dev.constitution.local;

import org.jspecify.annotations.Nullable;

/**
 * A local model that could not be found, fetched, loaded or run to the end of an answer; its message says what to do.
 *
 * <p>When the calling thread was interrupted, the cause is an {@link InterruptedException} and the thread's interrupt
 * status is set.
 */
public final class LocalModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LocalModelException(String message) {
        super(message);
    }

    LocalModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** For a thread that was interrupted: sets its interrupt status again. */
    static LocalModelException interrupted(String what) {
        Thread.currentThread().interrupt();
        return new LocalModelException(what, new InterruptedException(what));
    }
}
