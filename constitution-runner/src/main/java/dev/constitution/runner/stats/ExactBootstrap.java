package dev.constitution.runner.stats;

import java.util.Arrays;

/**
 * The percentile bootstrap of a mean without resamples: the distribution of the mean of n draws from n scores is computed, so
 * that two runs agree to the last digit. For scores of few values, such as halves or quarters.
 */
public final class ExactBootstrap {
    private static final int FINEST = 100;
    private static final double SLACK = 1e-9;

    private ExactBootstrap() {}

    /** The mean of scores that are multiples of one fraction, 1/100 at the finest. */
    public static Figure mean(double[] scores, Level level) {
        if (scores.length == 0) {
            return new Figure.Undefined(Method.EXACT_BOOTSTRAP, 0, "no prompt has a score");
        }
        double mean = Arrays.stream(scores).average().orElseThrow();
        double least = Arrays.stream(scores).min().orElseThrow();
        double most = Arrays.stream(scores).max().orElseThrow();
        if (least == most) {
            return Figure.withoutInterval(
                    Method.EXACT_BOOTSTRAP, scores.length, mean, "all scores are equal, so resamples have no width");
        }
        int steps = steps(scores, least);
        double[] sums = sums(scores, least, steps);
        double scale = 1.0 / steps / scores.length;
        double low = least + scale * quantile(sums, level.alpha() / 2);
        double high = least + scale * quantile(sums, 1 - level.alpha() / 2);
        return low < high
                ? Figure.of(Method.EXACT_BOOTSTRAP, scores.length, mean, new Interval(low, high))
                : Figure.withoutInterval(
                        Method.EXACT_BOOTSTRAP,
                        scores.length,
                        mean,
                        "nearly all scores are equal, so resamples have no width");
    }

    /** Into how many parts 1 has to be cut so that every score is a whole number of them above the least. */
    private static int steps(double[] scores, double least) {
        for (int steps = 1; steps <= FINEST; steps++) {
            double cut = steps;
            if (Arrays.stream(scores).map(s -> (s - least) * cut).allMatch(s -> Math.abs(s - Math.rint(s)) < SLACK)) {
                return steps;
            }
        }
        throw new IllegalArgumentException(
                "the scores are no multiples of one fraction down to 1/" + FINEST + "; use Tango's interval");
    }

    /** The probability of each sum of n draws, in steps above n times the least. */
    private static double[] sums(double[] scores, double least, int steps) {
        int[] cells = Arrays.stream(scores)
                .mapToInt(s -> (int) Math.rint((s - least) * steps))
                .toArray();
        double[] once = new double[Arrays.stream(cells).max().orElseThrow() + 1];
        for (int cell : cells) {
            once[cell] += 1.0 / scores.length;
        }
        double[] all = {1};
        for (int draw = 0; draw < scores.length; draw++) {
            double[] more = new double[all.length + once.length - 1];
            for (int value = 0; value < once.length; value++) {
                for (int sum = 0; once[value] > 0 && sum < all.length; sum++) {
                    more[sum + value] += all[sum] * once[value];
                }
            }
            all = more;
        }
        return all;
    }

    /** The smallest sum whose cumulated probability reaches the given one. */
    private static int quantile(double[] probabilities, double reached) {
        double cumulated = 0;
        for (int i = 0; i < probabilities.length; i++) {
            cumulated += probabilities[i];
            if (cumulated >= reached - 1e-12) {
                return i;
            }
        }
        return probabilities.length - 1;
    }
}
