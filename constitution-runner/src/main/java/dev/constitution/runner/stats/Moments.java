package dev.constitution.runner.stats;

/**
 * What an interval needs of numbers from -1 to 1, one a prompt: how a win, a tie or a loss counts, or by how much two arms
 * differ, or the mean of several of these.
 *
 * @param n how many prompts
 * @param sum of the numbers
 * @param squares the sum of their squares
 */
public record Moments(long n, double sum, double squares) {
    private static final double SLACK = 1e-9;

    public Moments {
        if (!(n >= 0 && squares >= 0 && squares <= n + SLACK && sum * sum <= n * squares + SLACK * (1 + n))) {
            throw new IllegalArgumentException(
                    "no " + n + " numbers in [-1, 1] have the sum " + sum + " and the squares' sum " + squares);
        }
    }

    /** Of wins, which count 1, losses, which count -1, and ties. */
    public static Moments of(long wins, long ties, long losses) {
        if (wins < 0 || ties < 0 || losses < 0) {
            throw new IllegalArgumentException(
                    "counts must not be negative, got " + wins + " wins, " + ties + " ties, " + losses + " losses");
        }
        return new Moments(wins + ties + losses, wins - losses, wins + losses);
    }

    /** Of one number a prompt. What is missing is left out by the caller. */
    public static Moments of(double... numbers) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < numbers.length; i++) {
            double x = numbers[i];
            if (!(x >= -1 && x <= 1)) {
                throw new IllegalArgumentException("number " + (i + 1) + " must be in [-1, 1], got " + x);
            }
            sum += x;
            squares += x * x;
        }
        return new Moments(numbers.length, sum, squares);
    }

    public double mean() {
        return sum / n;
    }

    /** The mean's standard error, of two numbers or more. */
    public double standardError() {
        if (n < 2) {
            throw new IllegalStateException("a standard error needs two numbers, got " + n);
        }
        return Math.sqrt(Math.max(0, squares - sum * sum / n) / (n - 1) / n);
    }

    /** The mean's interval by Tango's score. */
    public Interval interval(Level level) {
        if (n == 0) {
            throw new IllegalStateException("nothing has no interval");
        }
        double b = Math.max((squares + sum) / 2, Math.max(sum, 0));
        return Tango.interval(b, b - sum, (double) n, level);
    }

    /** The mean, times a factor and moved, with its interval. */
    Figure figure(double factor, double shift, Level level) {
        return n == 0
                ? new Figure.Undefined(Method.TANGO, 0, "no prompt has a verdict")
                : Figure.of(
                        Method.TANGO,
                        n,
                        factor * mean() + shift,
                        interval(level).scaled(factor, shift));
    }
}
