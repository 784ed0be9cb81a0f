package dev.constitution.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** The same experiment under several truths, each simulated many times. */
final class StudyCells {
    private static final int SETS = 4000;
    private static final long SEED = 20260101;

    private final String measure;
    private final List<Study> cells = new ArrayList<>();

    StudyCells(String measure) {
        this.measure = measure;
    }

    StudyCells add(Study cell) {
        cells.add(cell);
        return this;
    }

    /** That intervals hold the truth at least so often in the worst cell. */
    Measured covers(double least) {
        List<Rate> rates = rates();
        double worst = rates.stream().mapToDouble(Rate::share).min().orElseThrow();
        return line("least ≥ " + share(least), "least " + share(worst), rates, worst >= least);
    }

    /** That what is counted happens at most so often in the worst cell. */
    Measured atMost(double most) {
        List<Rate> rates = rates();
        double worst = rates.stream().mapToDouble(Rate::share).max().orElseThrow();
        return line("most ≤ " + share(most), "most " + share(worst), rates, worst <= most);
    }

    private Measured line(String goal, String worst, List<Rate> rates, boolean holds) {
        double mean = rates.stream().mapToDouble(Rate::share).average().orElseThrow();
        long none = rates.stream().mapToLong(Rate::none).sum();
        String without = none == 0 ? "" : ", no interval in " + share(none / (double) (SETS * rates.size()));
        return new Measured(measure, goal, "mean " + share(mean) + ", " + worst + without, holds ? "yes" : "no");
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private record Rate(double share, long none) {}

    private List<Rate> rates() {
        return LongStream.range(0, cells.size())
                .mapToObj(i -> rate(cells.get((int) i), new SplittableRandom(SEED + i)))
                .toList();
    }

    private static Rate rate(Study study, SplittableRandom random) {
        long counted = 0;
        long none = 0;
        for (int set = 0; set < SETS; set++) {
            Optional<Boolean> outcome = study.run(random);
            none += outcome.isEmpty() ? 1 : 0;
            counted += outcome.orElse(false) ? 1 : 0;
        }
        return new Rate(counted / (double) (SETS - none), none);
    }
}
