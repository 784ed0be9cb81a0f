package dev.constitution.runner.stats;

/**
 * Tango's score interval for the difference of paired proportions (Statistics in Medicine 17, 1998), which takes fractional
 * counts as well. It is never of zero width, and is Wilson's where there are no ties.
 */
final class Tango {
    private static final int HALVINGS = 200;

    private final double b;
    private final double c;
    private final double n;

    private Tango(double b, double c, double n) {
        this.b = b;
        this.c = c;
        this.n = n;
    }

    /**
     * The interval of (b - c) / n.
     *
     * @param b what is won, at least 0
     * @param c what is lost, at least 0
     * @param n how many there are, b + c at least
     */
    static Interval interval(double b, double c, double n, Level level) {
        Tango tango = new Tango(b, c, n);
        double z = level.z();
        double estimate = (b - c) / n;
        double low = b - c <= -n ? -1 : tango.crossing(-1, estimate, z);
        double high = b - c >= n ? 1 : tango.crossing(estimate, 1, -z);
        return new Interval(low, high);
    }

    /** Where the statistic, which falls, passes a value. */
    private double crossing(double from, double to, double value) {
        double low = from;
        double high = to;
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = low + (high - low) / 2;
            if (middle == low || middle == high) {
                return middle;
            }
            if (statistic(middle) > value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low + (high - low) / 2;
    }

    private double statistic(double delta) {
        double second = 2 * n;
        double first = -b - c + (2 * n - b + c) * delta;
        double constant = -c * delta * (1 - delta);
        double q = (Math.sqrt(Math.max(0, first * first - 4 * second * constant)) - first) / (2 * second);
        double variance = n * (2 * q + delta * (1 - delta));
        double distance = b - c - n * delta;
        return variance > 0 ? distance / Math.sqrt(variance) : distance * Double.POSITIVE_INFINITY;
    }
}
