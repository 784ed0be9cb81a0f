package dev.constitution.chat;

import org.jspecify.annotations.Nullable;

/** What builders require of what they are given; the message says what to do, and what was given. */
public final class Checks {
    private Checks() {}

    /**
     * What must have been set before building.
     *
     * @param built what is built, with its article
     * @param setter the builder's method
     * @throws IllegalStateException if it is missing
     */
    public static <T> T required(@Nullable T value, String built, String setter) {
        if (value == null) {
            throw new IllegalStateException(built + " needs a " + setter + "; call ." + setter + "(…)");
        }
        return value;
    }

    /**
     * A number that may not be too small.
     *
     * @throws IllegalArgumentException if it is
     */
    public static int atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
        }
        return value;
    }
}
