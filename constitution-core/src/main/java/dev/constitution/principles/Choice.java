package dev.constitution.principles;

/** Which of two answers shown to a judge, by its letter. */
public enum Choice {
    /** The one shown first. */
    A,
    /** The one shown second. */
    B;

    /** The tag that states this choice at the end of an answer. */
    public String tag() {
        return "<verdict>" + this + "</verdict>";
    }

    public Choice other() {
        return this == A ? B : A;
    }
}
