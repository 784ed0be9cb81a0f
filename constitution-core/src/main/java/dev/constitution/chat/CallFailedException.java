package dev.constitution.chat;

/** A model call that gave nothing to work with; a stage turns it into {@code Outcome.Failed}. */
public final class CallFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final ModelRole role;
    private final String text;

    CallFailedException(FailureKind kind, ModelRole role, String text) {
        super(text, null, false, false);
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

    /** What the provider or the model said, for people. */
    public String message() {
        return text;
    }
}
