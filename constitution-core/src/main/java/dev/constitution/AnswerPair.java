package dev.constitution;

/**
 * Two answers to one prompt, for a judge to compare.
 *
 * @param prompt what was answered
 * @param a the answer shown first
 * @param b the answer shown second
 */
public record AnswerPair(Prompt prompt, String a, String b) {

    /** The same answers in the other order. */
    public AnswerPair swapped() {
        return new AnswerPair(prompt, b, a);
    }
}
