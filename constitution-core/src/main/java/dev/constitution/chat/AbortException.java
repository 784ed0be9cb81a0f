package dev.constitution.chat;

/**
 * Stops a stage without an outcome: what is wrong concerns the whole run, not the row, which stays to be done. A
 * {@link ModelCaller} throws it, for example when the run's store cannot be written.
 */
public class AbortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AbortException(String message, Throwable cause) {
        super(message, cause);
    }

    public AbortException(String message) {
        super(message);
    }
}
