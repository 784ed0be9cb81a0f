package dev.constitution.runner.stats;

/** A 95 % confidence interval. */
public record Interval(double low, double high) {
    /** The standard normal distribution's 97.5th percentile. */
    static final double Z = 1.959963984540054;

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "an interval's low end must not be above its high end, got " + low + ", " + high);
        }
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
