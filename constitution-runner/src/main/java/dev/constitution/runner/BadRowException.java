package dev.constitution.runner;

/** Ends the parsing of one row; its message becomes an {@link InputRow.Bad}. */
final class BadRowException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRowException(String message) {
        super(message, null, false, false);
    }
}
