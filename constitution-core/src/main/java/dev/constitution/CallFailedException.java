package dev.constitution;

/** Carries a failed model call from where it was made to where the row's outcome is built. */
final class CallFailedException extends Exception {
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

    FailureKind kind() {
        return kind;
    }

    ModelRole role() {
        return role;
    }

    String message() {
        return text;
    }
}
