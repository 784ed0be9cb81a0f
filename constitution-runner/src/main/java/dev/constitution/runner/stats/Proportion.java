package dev.constitution.runner.stats;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * A share of a number of things, each of which counts or does not. Rates with ties are a {@link WinRate}.
 *
 * @param hits how many of them count
 * @param of how many there are
 */
public record Proportion(long hits, long of) {
    public Proportion {
        if (hits < 0 || hits > of) {
            throw new IllegalArgumentException(hits + " of " + of + " is no proportion");
        }
    }

    /** Whether there is anything to have a share of. */
    public boolean isKnown() {
        return of > 0;
    }

    public double share() {
        return (double) hits / of;
    }

    /** {@link #interval(Level)} of 95 %. */
    public Interval interval() {
        return interval(Level.DEFAULT);
    }

    /** Wilson's score interval (1927), which holds what it says also for few things and for shares near 0 and 1. */
    public Interval interval(Level level) {
        return by(BinomialConfidenceInterval.WILSON_SCORE, level);
    }

    /** Clopper and Pearson's interval (1934), which misses never more often than the level says: for claims of safety. */
    public Interval exactInterval(Level level) {
        return by(BinomialConfidenceInterval.CLOPPER_PEARSON, level);
    }

    private Interval by(BinomialConfidenceInterval method, Level level) {
        if (!isKnown()) {
            throw new IllegalStateException("0 of 0 has no interval");
        }
        var interval = method.fromErrorRate(Math.toIntExact(of), Math.toIntExact(hits), level.alpha());
        // Rounding can leave the ends a hair inside.
        return new Interval(hits == 0 ? 0 : interval.getLowerBound(), hits == of ? 1 : interval.getUpperBound());
    }

    /** The share with Wilson's interval. */
    public Figure figure(Level level) {
        return isKnown()
                ? Figure.of(Method.WILSON, of, share(), interval(level))
                : new Figure.Undefined(Method.WILSON, 0, "nothing to have a share of");
    }

    /** The share with Clopper and Pearson's interval. */
    public Figure exactFigure(Level level) {
        return isKnown()
                ? Figure.of(Method.CLOPPER_PEARSON, of, share(), exactInterval(level))
                : new Figure.Undefined(Method.CLOPPER_PEARSON, 0, "nothing to have a share of");
    }
}
