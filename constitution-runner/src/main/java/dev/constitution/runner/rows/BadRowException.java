package dev.constitution.runner.rows;

import dev.constitution.runner.input.InputRow;

/** Ends the parsing of one row; its message becomes an {@link InputRow.Bad}. */
public final class BadRowException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadRowException(String message) {
        super(message, null, false, false);
    }
}
