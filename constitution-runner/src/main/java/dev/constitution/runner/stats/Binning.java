package dev.constitution.runner.stats;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Puts probabilities into bins. */
@FunctionalInterface
public interface Binning {
    /**
     * The probabilities' places, bin by bin; bins may be empty.
     *
     * @param bins how many
     */
    List<int[]> bins(double[] probabilities, int bins);

    /** Bins of equal width from one probability to another; each holds its upper edge, the first its lower one as well. */
    static Binning ofEqualWidth(double from, double to) {
        if (!(from < to)) {
            throw new IllegalArgumentException("bins must go upwards, got " + from + " to " + to);
        }
        double slack = 1e-9; // 3 · 0.2 is above 0.6
        return (probabilities, bins) -> IntStream.range(0, bins)
                .mapToObj(bin -> IntStream.range(0, probabilities.length)
                        .filter(i -> {
                            double place = Math.ceil((probabilities[i] - from) / (to - from) * bins - slack) - 1;
                            return bin == Math.max(0, Math.min(bins - 1, place));
                        })
                        .toArray())
                .toList();
    }

    /** Bins of as many probabilities each as can be, from the least to the greatest. */
    static Binning ofEqualNumber() {
        return (probabilities, bins) -> {
            int[] sorted = IntStream.range(0, probabilities.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> probabilities[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            long n = sorted.length;
            return IntStream.range(0, bins)
                    .mapToObj(bin -> IntStream.range((int) (bin * n / bins), (int) ((bin + 1) * n / bins))
                            .map(place -> sorted[place])
                            .toArray())
                    .toList();
        };
    }
}
