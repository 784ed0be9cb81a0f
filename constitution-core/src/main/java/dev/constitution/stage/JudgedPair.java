package dev.constitution.stage;

import dev.constitution.judge.Judgement;

/**
 * Two of a row's answers, compared.
 *
 * @param a the number of the answer shown first, from 1 in the order of sampling
 * @param b the number of the other one
 */
public record JudgedPair(int a, int b, Judgement judgement) {
    public JudgedPair {
        if (a < 1 || b < 1 || a == b) {
            throw new IllegalArgumentException("a comparison is of two answers, got " + a + " and " + b);
        }
    }
}
