package dev.constitution.runner;

/** A row that a form cannot hold without changing it; the message says in a few words what the row has. */
final class NotCarriedException extends Exception {
    private static final long serialVersionUID = 1L;

    NotCarriedException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
