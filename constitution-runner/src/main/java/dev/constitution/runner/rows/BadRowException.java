package dev.constitution.runner.rows;

/** Ends the parsing of one row; its message becomes an {@code InputRow.Bad}. */
public final class BadRowException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadRowException(String message) {
        super(message, null, false, false);
    }
}
