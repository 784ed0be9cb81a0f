package dev.constitution.runner.store;

import java.util.Locale;
import java.util.Optional;

/** What a person says of two answers. */
public enum Choice {
    /** The first is better. */
    A,
    /** The second is better. */
    B,
    /** Neither is. */
    TIE,
    /** The person will not say; counted, and never taken for a tie. */
    SKIP;

    /** The name as it stands in stores and files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty where there is none of this name. */
    public static Optional<Choice> named(String label) {
        for (Choice choice : values()) {
            if (choice.label().equals(label)) {
                return Optional.of(choice);
            }
        }
        return Optional.empty();
    }

    static Choice of(String label) {
        return named(label).orElseThrow(() -> new IllegalArgumentException("no choice is called \"" + label + "\""));
    }

    /** The same of the answers in the other order. */
    public Choice swapped() {
        return this == A ? B : this == B ? A : this;
    }

    /** Whether it prefers one of the answers. */
    public boolean isDecided() {
        return this == A || this == B;
    }
}
