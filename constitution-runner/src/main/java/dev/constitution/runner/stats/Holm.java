package dev.constitution.runner.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Holm's adjustment (1979) of the p-values of many comparisons: any false find is as rare as one of a single test. */
public final class Holm {
    private Holm() {}

    /** The adjusted p-values in the same order; comparisons that could not be tested have none and count for nothing. */
    public static List<OptionalDouble> adjusted(List<OptionalDouble> p) {
        List<Integer> tested = IntStream.range(0, p.size())
                .filter(i -> p.get(i).isPresent())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p.get(i).orElseThrow()))
                .toList();
        List<OptionalDouble> adjusted = new ArrayList<>(p);
        double most = 0;
        for (int rank = 0; rank < tested.size(); rank++) {
            double value = p.get(tested.get(rank)).orElseThrow();
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("a p-value must be in [0, 1], got " + value);
            }
            most = Math.max(most, Math.min(1, (tested.size() - rank) * value));
            adjusted.set(tested.get(rank), OptionalDouble.of(most));
        }
        return adjusted;
    }
}
