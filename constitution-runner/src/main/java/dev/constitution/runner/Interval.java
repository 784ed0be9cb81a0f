package dev.constitution.runner;

/** A 95 % confidence interval. */
record Interval(double low, double high) {
    /** The standard normal distribution's 97.5th percentile. */
    static final double Z = 1.959963984540054;

    Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "an interval's low end must not be above its high end, got " + low + ", " + high);
        }
    }

    boolean contains(double value) {
        return low <= value && value <= high;
    }
}
