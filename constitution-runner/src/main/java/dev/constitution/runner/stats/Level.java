package dev.constitution.runner.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What share of mistakes is put up with: of intervals that miss the truth, of tests that find what is not there.
 *
 * @param alpha the share, in (0, 1)
 */
public record Level(double alpha) {
    /** One in twenty: intervals of 95 %. */
    public static final Level DEFAULT = new Level(0.05);

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    public Level {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), got " + alpha);
        }
    }

    /** The level of each of several intervals that are all to hold at once (Bonferroni). */
    public Level each(int intervals) {
        if (intervals < 1) {
            throw new IllegalArgumentException("there must be an interval at least, got " + intervals);
        }
        return new Level(alpha / intervals);
    }

    /** How many standard errors a normal estimate lies from the truth at most, but for {@code alpha} of them. */
    public double z() {
        return NORMAL.inverseSurvivalProbability(alpha / 2);
    }
}
