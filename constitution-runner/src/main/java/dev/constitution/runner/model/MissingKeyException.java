package dev.constitution.runner.model;

import dev.constitution.runner.base.UsageException;

/** A model that needs a key, of which none is set. */
final class MissingKeyException extends UsageException {
    private static final long serialVersionUID = 1L;

    private final String variable;

    /** @param variable where the key would be looked for first */
    MissingKeyException(String message, String variable) {
        super(message);
        this.variable = variable;
    }

    String variable() {
        return variable;
    }
}
