package dev.constitution.runner.score;

import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.stats.Proportion;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a judge is right as often as it is sure, counted pair by pair: its confidence is the probability of the answer
 * that it prefers. Ties, of people or judge, do not count. Not thread-safe.
 */
final class Calibration {
    private static final int BINS = 10;
    private static final double LEAST = 0.5;

    private final long[] counts = new long[BINS];
    private final long[] right = new long[BINS];
    private final double[] confidence = new double[BINS];

    /**
     * Verdicts of about the same confidence.
     *
     * @param confidence their mean confidence
     * @param right those that agree with people
     */
    record Bin(double from, double to, double confidence, Proportion right) {}

    void add(Preferred human, double probability) {
        Preferred verdict = Preferred.of(probability);
        if (!human.isAnswer() || !verdict.isAnswer()) {
            return;
        }
        double sure = Math.max(probability, 1 - probability);
        int bin = Math.min(BINS - 1, (int) ((sure - LEAST) / (1 - LEAST) * BINS));
        counts[bin]++;
        confidence[bin] += sure;
        right[bin] += human == verdict ? 1 : 0;
    }

    /** How many pairs count. */
    long pairs() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** The bins that hold verdicts, by confidence. */
    List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        double width = (1 - LEAST) / BINS;
        for (int i = 0; i < BINS; i++) {
            if (counts[i] > 0) {
                bins.add(new Bin(
                        LEAST + i * width,
                        LEAST + (i + 1) * width,
                        confidence[i] / counts[i],
                        new Proportion(right[i], counts[i])));
            }
        }
        return bins;
    }

    /** The expected calibration error: how far confidence and accuracy are apart in a bin, weighted by its pairs. */
    double expectedError() {
        double error = 0;
        for (Bin bin : bins()) {
            error += Math.abs(bin.right().share() - bin.confidence())
                    * bin.right().of()
                    / pairs();
        }
        return error;
    }
}
