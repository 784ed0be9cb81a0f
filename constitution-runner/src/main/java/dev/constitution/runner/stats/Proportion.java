package dev.constitution.runner.stats;

/**
 * A share of a number of things.
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

    /** Wilson's score interval (1927), which holds what it says also for few things and for shares near 0 and 1. */
    public Interval interval() {
        double z2 = Interval.Z * Interval.Z;
        double centre = (hits + z2 / 2) / (of + z2);
        double p = share();
        double half = Interval.Z / (1 + z2 / of) * Math.sqrt(p * (1 - p) / of + z2 / (4.0 * of * of));
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
