package dev.constitution.chat;

import java.util.Locale;

/** What a model is asked for in a call. */
public enum ModelRole {
    GENERATOR,
    CRITIC,
    REVISER,
    JUDGE,
    TEACHER,
    /** Speaks of itself under a constitution. */
    SPEAKER;

    /** The name as it stands in stores and files: {@code generator}, {@code critic}, … */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
