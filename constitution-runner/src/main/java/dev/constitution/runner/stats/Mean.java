package dev.constitution.runner.stats;

import java.util.Arrays;

/** The mean of numbers of any size, one a prompt, such as gaps or lengths; its interval takes the mean to be normal. */
public final class Mean {
    private Mean() {}

    public static Figure of(double[] numbers, Level level) {
        return of(Method.MEAN, numbers, level);
    }

    static Figure of(Method method, double[] numbers, Level level) {
        int n = numbers.length;
        if (n == 0) {
            return new Figure.Undefined(method, 0, "nothing to have a mean of");
        }
        double mean = Arrays.stream(numbers).average().orElseThrow();
        if (n < 2) {
            return Figure.withoutInterval(method, n, mean, "one number alone has no interval");
        }
        double squares =
                Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
        if (!(squares > 0)) {
            return Figure.withoutInterval(method, n, mean, "all numbers are equal, so that their spread is unknown");
        }
        return Figure.of(method, n, mean, Interval.around(mean, level.z() * Math.sqrt(squares / (n - 1) / n)));
    }
}
