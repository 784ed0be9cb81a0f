package dev.constitution.live;

import dev.langchain4j.exception.TimeoutException;

/** The time that an answer may take is spent. */
final class TimeSpentException extends TimeoutException {
    private static final long serialVersionUID = 1L;

    TimeSpentException() {
        super("the time that the answer may take is spent");
    }

    /** Nothing failed: there is no place in the program that logs should name. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
