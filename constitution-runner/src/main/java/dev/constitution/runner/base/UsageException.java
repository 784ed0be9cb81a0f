package dev.constitution.runner.base;

/** Something the user named that cannot be used; the message says where, what is wrong and what to do. */
public class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
