package dev.constitution.judge;

import dev.constitution.chat.Prompt;

/**
 * Two answers to one prompt, for a judge to compare.
 *
 * @param prompt what was answered
 * @param a the answer shown first
 * @param b the answer shown second
 */
public record AnswerPair(Prompt prompt, String a, String b) {

    /** The first answer's length in characters (code points). */
    int lengthA() {
        return a.codePointCount(0, a.length());
    }

    /** The second answer's length in characters (code points). */
    int lengthB() {
        return b.codePointCount(0, b.length());
    }

    /** The same answers in the other order. */
    public AnswerPair swapped() {
        return new AnswerPair(prompt, b, a);
    }
}
