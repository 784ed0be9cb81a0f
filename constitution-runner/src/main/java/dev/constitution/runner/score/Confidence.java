package dev.constitution.runner.score;

import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.stats.Binning;
import dev.constitution.runner.stats.Calibration;
import java.util.Arrays;
import java.util.Optional;

/**
 * How sure a judge is of each pair, and whether it is right: its confidence is the probability of the answer that it prefers.
 * Ties, of people or judge, do not count. Nine bytes a pair. Not thread-safe.
 */
final class Confidence {
    private static final double LEAST = 0.5;
    private static final long SEED = 0;

    private double[] sure = new double[16];
    private boolean[] right = new boolean[16];
    private int pairs;

    void add(Preferred human, double probability) {
        Preferred verdict = Preferred.of(probability);
        if (!human.isAnswer() || !verdict.isAnswer()) {
            return;
        }
        if (pairs == sure.length) {
            sure = Arrays.copyOf(sure, 2 * pairs);
            right = Arrays.copyOf(right, 2 * pairs);
        }
        sure[pairs] = Math.max(probability, 1 - probability);
        right[pairs++] = human == verdict;
    }

    /** How many pairs count. */
    int pairs() {
        return pairs;
    }

    /** Whether it is right as often as it is sure; empty where no pair counts. */
    Optional<Calibration> calibration() {
        if (pairs == 0) {
            return Optional.empty();
        }
        return Optional.of(Calibration.of(
                Arrays.copyOf(sure, pairs),
                Arrays.copyOf(right, pairs),
                Binning.ofEqualWidth(LEAST, 1),
                Calibration.bins(pairs),
                SEED));
    }
}
