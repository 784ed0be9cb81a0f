package dev.constitution.runner.stats;

import java.util.List;

/** The strengths of arms that duels join in circles, in log odds; their mean is 0. Immutable and thread-safe. */
public final class Strengths {
    private static final int FEWEST_PROMPTS = 10;

    private final List<Integer> arms;
    private final double[] values;
    private final long prompts;
    private final double[][] covariance;
    private final double[][] modelCovariance;

    /**
     * @param values the arms' strengths, in their order
     * @param covariance of the strengths, by prompt (sandwich)
     * @param modelCovariance what it would be if duels on one prompt were independent; too small where they are not
     */
    Strengths(List<Integer> arms, double[] values, long prompts, double[][] covariance, double[][] modelCovariance) {
        this.arms = List.copyOf(arms);
        this.values = values;
        this.prompts = prompts;
        this.covariance = covariance;
        this.modelCovariance = modelCovariance;
    }

    /** The arms' numbers. */
    public List<Integer> arms() {
        return arms;
    }

    /** On how many prompts these arms were compared with each other. */
    public long prompts() {
        return prompts;
    }

    /** An arm's strength. */
    public Figure of(int arm, Level level) {
        int i = place(arm);
        return figure(values[i], covariance[i][i], level);
    }

    /** By how much the first arm's strength exceeds the second's. */
    public Figure difference(int one, int other, Level level) {
        return figure(values[place(one)] - values[place(other)], variance(covariance, one, other), level);
    }

    /** That difference's standard error. */
    public double standardError(int one, int other) {
        return Math.sqrt(variance(covariance, one, other));
    }

    /** The standard error by the model alone. */
    double modelError(int one, int other) {
        return Math.sqrt(variance(modelCovariance, one, other));
    }

    private double variance(double[][] of, int one, int other) {
        int i = place(one);
        int j = place(other);
        return Math.max(0, of[i][i] + of[j][j] - 2 * of[i][j]);
    }

    private Figure figure(double value, double variance, Level level) {
        if (prompts < FEWEST_PROMPTS) {
            return Figure.withoutInterval(
                    Method.BRADLEY_TERRY, prompts, value, "no interval below " + FEWEST_PROMPTS + " prompts");
        }
        if (!(variance > 0)) {
            return Figure.withoutInterval(Method.BRADLEY_TERRY, prompts, value, "all prompts say the same");
        }
        return Figure.of(Method.BRADLEY_TERRY, prompts, value, Interval.around(value, level.z() * Math.sqrt(variance)));
    }

    private int place(int arm) {
        int place = arms.indexOf(arm);
        if (place < 0) {
            throw new IllegalArgumentException("arm " + arm + " is not among " + arms);
        }
        return place;
    }
}
