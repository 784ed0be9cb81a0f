package dev.constitution.benchmarks;

import dev.constitution.runner.stats.Figure;
import java.util.Optional;
import java.util.SplittableRandom;

/** A simulated experiment. */
@FunctionalInterface
interface Study {
    /** Draws one data set and says whether it came out as counted; empty where it allows no figure. */
    Optional<Boolean> run(SplittableRandom random);

    /** Whether the interval of a figure holds the truth. */
    static Optional<Boolean> holds(Figure figure, double truth) {
        return figure.interval().map(interval -> interval.contains(truth));
    }
}
