package dev.constitution.runner.stats;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The expected calibration error that chance gives where every probability is right. */
final class ChanceError {
    private final int n;
    private final double[] sums;
    private final PoissonBinomial[] counts;

    ChanceError(List<int[]> bins, double[] probabilities) {
        this.n = probabilities.length;
        this.sums = new double[bins.size()];
        this.counts = new PoissonBinomial[sums.length];
        for (int bin = 0; bin < sums.length; bin++) {
            double[] own = Arrays.stream(bins.get(bin))
                    .mapToDouble(i -> probabilities[i])
                    .toArray();
            sums[bin] = Arrays.stream(own).sum();
            counts[bin] = new PoissonBinomial(own);
        }
    }

    double mean() {
        double sum = 0;
        for (int bin = 0; bin < sums.length; bin++) {
            sum += counts[bin].meanDistance(sums[bin]);
        }
        return sum / n;
    }

    double p(double error, int redraws, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int asLarge = 0;
        for (int redraw = 0; redraw < redraws; redraw++) {
            double sum = 0;
            for (int bin = 0; bin < sums.length; bin++) {
                sum += Math.abs(sums[bin] - counts[bin].draw(random));
            }
            asLarge += sum / n >= error - 1e-12 ? 1 : 0;
        }
        return (asLarge + 1.0) / (redraws + 1);
    }
}
