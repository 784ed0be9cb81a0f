package dev.constitution.runner.stats;

import java.util.Arrays;
import java.util.List;

/**
 * Whether events come true as often as their probabilities say.
 *
 * @param error the expected calibration error: the mean distance, over bins, of probability and frequency. It is above 0 by
 *     chance alone, and no interval holds for it
 * @param chance the error that chance gives to probabilities that are right
 * @param p how likely chance is to give the error found, or more, by {@value #REDRAWS} redraws
 * @param corrected the error without what chance adds
 * @param gap mean probability less frequency: above 0, the probabilities claim too much
 * @param brier the mean squared distance of probability and event
 * @param curve the bins that hold anything
 */
public record Calibration(
        Figure error, double chance, double p, double corrected, Figure gap, double brier, List<Bin> curve) {
    static final int REDRAWS = 10_000;
    private static final int MANY = 500;

    public Calibration {
        curve = List.copyOf(curve);
    }

    /**
     * Events of about the same probability.
     *
     * @param from the least probability
     * @param to the greatest
     * @param probability the mean one
     */
    public record Bin(double from, double to, double probability, Proportion frequency) {
        private static final int FEW = 10;

        /** Whether there is too little in it to say much. */
        public boolean isThin() {
            return frequency.of() < FEW;
        }

        private double distance() {
            return Math.abs(probability - frequency.share()) * frequency.of();
        }

        private static Bin of(int[] places, double[] probabilities, boolean[] events) {
            double[] own =
                    Arrays.stream(places).mapToDouble(i -> probabilities[i]).toArray();
            long hits = Arrays.stream(places).filter(i -> events[i]).count();
            return new Bin(
                    Arrays.stream(own).min().orElseThrow(),
                    Arrays.stream(own).max().orElseThrow(),
                    Arrays.stream(own).average().orElseThrow(),
                    new Proportion(hits, own.length));
        }
    }

    /** How many bins suit so many events. */
    public static int bins(long n) {
        return n < MANY ? 5 : 10;
    }

    /**
     * Of probabilities, one at least, and whether each came true.
     *
     * @param bins how many bins
     * @param seed what the redraws derive from
     */
    public static Calibration of(double[] probabilities, boolean[] events, Binning binning, int bins, long seed) {
        int n = probabilities.length;
        if (n == 0 || n != events.length) {
            throw new IllegalArgumentException(
                    "there must be an event for each probability, got " + events.length + " for " + n);
        }
        if (Arrays.stream(probabilities).anyMatch(p -> !(p >= 0 && p <= 1))) {
            throw new IllegalArgumentException("probabilities must be in [0, 1]");
        }
        List<int[]> filled = binning.bins(probabilities, bins).stream()
                .filter(places -> places.length > 0)
                .toList();
        List<Bin> curve = filled.stream()
                .map(places -> Bin.of(places, probabilities, events))
                .toList();
        double error = curve.stream().mapToDouble(Bin::distance).sum() / n;
        ChanceError chance = new ChanceError(filled, probabilities);
        double expected = chance.mean();
        return new Calibration(
                Figure.withoutInterval(
                        Method.CALIBRATION_ERROR, n, error, "no interval holds for it; compare it with chance"),
                expected,
                chance.p(error, REDRAWS, seed),
                Math.sqrt(Math.max(0, error * error - expected * expected)),
                gap(probabilities, events),
                brier(probabilities, events),
                curve);
    }

    private static Figure gap(double[] probabilities, boolean[] events) {
        double[] gaps = new double[probabilities.length];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = probabilities[i] - (events[i] ? 1 : 0);
        }
        return Mean.of(Method.SIGNED_GAP, gaps, Level.DEFAULT);
    }

    private static double brier(double[] probabilities, boolean[] events) {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            double gap = probabilities[i] - (events[i] ? 1 : 0);
            sum += gap * gap;
        }
        return sum / probabilities.length;
    }
}
