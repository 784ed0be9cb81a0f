package dev.constitution.runner.propose;

import dev.constitution.runner.stats.Proportion;

/**
 * How a rule's votes compare with labels.
 *
 * @param pairs those that it was asked about
 * @param decided those on which it preferred one answer, whichever was shown first
 * @param right those of them on which it preferred the one that people prefer
 */
public record Tally(long pairs, long decided, long right) {
    static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(boolean decides, boolean isRight) {
        return new Tally(pairs + 1, decided + (decides ? 1 : 0), right + (decides && isRight ? 1 : 0));
    }

    /** Of the pairs that it decided, those on which it was right. */
    public Proportion accuracy() {
        return new Proportion(right, decided);
    }

    /** Of all pairs, those that it decided. */
    public Proportion coverage() {
        return new Proportion(decided, pairs);
    }
}
