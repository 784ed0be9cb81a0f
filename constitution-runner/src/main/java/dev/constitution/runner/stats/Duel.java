package dev.constitution.runner.stats;

/**
 * A comparison of two arms' answers to one prompt.
 *
 * @param prompt the prompt's id: duels on one prompt are not independent
 * @param a the first arm's number, from 0
 * @param b the second arm's
 * @param score the first arm's: 1 for a win, one half for a tie, 0 for a loss, or a mean of these
 */
public record Duel(String prompt, int a, int b, double score) {
    public Duel {
        if (a < 0 || b < 0 || a == b) {
            throw new IllegalArgumentException("a duel needs two arms, got " + a + " and " + b);
        }
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a score must be in [0, 1], got " + score);
        }
    }
}
