package dev.constitution.chat;

import java.util.Optional;

/**
 * A model call that gave nothing to work with; a stage turns it into {@code Outcome.Failed}. Unchecked, so that a judge that
 * is asked alone needs no more than its interrupt caught.
 */
public final class CallFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final ModelRole role;
    private final String text;

    /**
     * An answer came, but none to work with.
     *
     * @param text what is wrong, in a sentence
     */
    public CallFailedException(FailureKind kind, ModelRole role, String text) {
        super(text, null, false, false);
        this.kind = kind;
        this.role = role;
        this.text = text;
    }

    /** The model, or the way to it, failed. */
    public CallFailedException(FailureKind kind, ModelRole role, String text, Throwable cause) {
        super(text, cause, false, false);
        this.kind = kind;
        this.role = role;
        this.text = text;
    }

    /** Why. */
    public FailureKind kind() {
        return kind;
    }

    /** What the model had been asked for. */
    public ModelRole role() {
        return role;
    }

    /** What the caller threw; empty where an answer came, but none to work with. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(getCause());
    }

    /** What the provider or the model said, for people. */
    public String message() {
        return text;
    }
}
