package dev.constitution.runner.stats;

/** A confidence interval. It has a width: data that seem to leave no doubt are a reason for none, or for another method. */
public record Interval(double low, double high) {
    public Interval {
        if (!(low < high)) {
            throw new IllegalArgumentException(
                    "an interval's low end must be below its high end, got " + low + ", " + high);
        }
    }

    /** What lies within the given distance of an estimate. */
    static Interval around(double centre, double half) {
        return new Interval(centre - half, centre + half);
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** The part of it that is possible. */
    Interval within(double least, double most) {
        return new Interval(Math.max(least, low), Math.min(most, high));
    }

    /** Both ends times a positive factor, then moved. */
    Interval scaled(double factor, double shift) {
        return new Interval(factor * low + shift, factor * high + shift);
    }
}
