package dev.constitution.runner.pairs;

import java.util.Locale;

/** Which of two answers is preferred. */
public enum Preferred {
    /** The first of the row. */
    A,
    /** The second. */
    B,
    /** Neither: they are called equally good. */
    TIE,
    /** Unknown: the annotators disagree, and no other label has a majority. A judge never says this. */
    SPLIT;

    /** What a probability that the first answer is better comes to. */
    public static Preferred of(double probability) {
        return probability > 0.5 ? A : probability < 0.5 ? B : TIE;
    }

    /** The answer of the greater number. */
    static Preferred greater(int a, int b) {
        return a > b ? A : a < b ? B : TIE;
    }

    /** The other answer; a tie stays one. */
    public Preferred other() {
        return this == A ? B : this == B ? A : this;
    }

    /** Whether it is one of the answers. */
    public boolean isAnswer() {
        return this == A || this == B;
    }

    /** The name as it stands in stores and files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Preferred named(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
