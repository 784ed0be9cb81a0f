package dev.constitution.local;

/** Ends a call that was cancelled through its {@link Cancellation}; it never reaches a caller of this module. */
final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CancelledException() {
        super("cancelled", null, false, false);
    }
}
