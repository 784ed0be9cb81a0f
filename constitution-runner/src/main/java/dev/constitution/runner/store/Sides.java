package dev.constitution.runner.store;

import dev.constitution.chat.Sha256;
import java.util.HexFormat;

/**
 * What two answers to one prompt are called: two arms of an experiment, {@code initial} and {@code revised}, or the numbers of
 * sampled answers from 1.
 */
public record Sides(String a, String b) {
    public Sides {
        if (a.isBlank() || b.isBlank() || a.equals(b)) {
            throw new IllegalArgumentException("two sides need two names, got \"" + a + "\" and \"" + b + "\"");
        }
    }

    /** Whether one of them is called so. */
    public boolean has(String name) {
        return a.equals(name) || b.equals(name);
    }

    /** The one that is not called so. */
    public String other(String name) {
        return name.equals(a) ? b : a;
    }

    /** The same two in the other order. */
    public Sides swapped() {
        return new Sides(b, a);
    }

    /** What two texts are known by, in this order. */
    public static String fingerprint(String a, String b) {
        return HexFormat.of().toHexDigits(Sha256.word(Sha256.of(a.length() + ":" + a + b), 0));
    }

    @Override
    public String toString() {
        return a + " and " + b;
    }
}
