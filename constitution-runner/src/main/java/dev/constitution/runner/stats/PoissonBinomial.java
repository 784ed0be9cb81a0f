package dev.constitution.runner.stats;

import java.util.SplittableRandom;

/** How many of several events come true that are independent, each with a probability of its own. */
final class PoissonBinomial {
    private static final double NEGLIGIBLE = 1e-30;

    private final double[] probabilities;
    private final int least;
    private final int most;

    /** Of the events' probabilities. Takes their number times some standard deviations of the sum. */
    PoissonBinomial(double[] events) {
        double[] p = new double[events.length + 1];
        p[0] = 1;
        int low = 0;
        int high = 0;
        for (double event : events) {
            high++;
            for (int k = high; k > low; k--) {
                p[k] = p[k] * (1 - event) + p[k - 1] * event;
            }
            p[low] *= 1 - event;
            while (low < high && p[low] < NEGLIGIBLE) {
                p[low++] = 0;
            }
            while (high > low && p[high] < NEGLIGIBLE) {
                p[high--] = 0;
            }
        }
        this.probabilities = p;
        this.least = low;
        this.most = high;
    }

    /** The mean distance of their number from a value. */
    double meanDistance(double value) {
        double sum = 0;
        for (int k = least; k <= most; k++) {
            sum += probabilities[k] * Math.abs(value - k);
        }
        return sum;
    }

    int draw(SplittableRandom random) {
        double left = random.nextDouble();
        for (int k = least; k < most; k++) {
            left -= probabilities[k];
            if (left < 0) {
                return k;
            }
        }
        return most;
    }
}
