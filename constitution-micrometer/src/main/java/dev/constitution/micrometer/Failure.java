package dev.constitution.micrometer;

import dev.constitution.chat.FailureKind;

/**
 * What a span is told of a failure in place of what was thrown: a provider's message, or that of a parser, may quote the
 * conversation.
 */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String INTERRUPTED = "interrupted";

    private Failure(String message) {
        super(message, null, false, false);
    }

    static Failure of(Throwable thrown) {
        return new Failure(type(thrown) + " (" + thrown.getClass().getName() + ")");
    }

    static Failure of(FailureKind kind) {
        return new Failure(kind.label());
    }

    /** The value of {@code error.type}: this library's kind of failure, or that the thread was interrupted. */
    static String type(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof InterruptedException) {
                return INTERRUPTED;
            }
        }
        return FailureKind.of(thrown).label();
    }
}
