package dev.constitution.runner.format;

/** A row that a form cannot hold without changing it; the message says in a few words what the row has. */
public final class NotCarriedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Of a row with tools, where they have no place. */
    public static NotCarriedException ofTools() {
        return new NotCarriedException("tools");
    }

    public NotCarriedException(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
