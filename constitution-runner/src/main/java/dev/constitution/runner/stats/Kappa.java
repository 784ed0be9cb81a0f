package dev.constitution.runner.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * Cohen's κ: how far two raters agree beyond what their habits would give by chance; 1 is full agreement, 0 chance.
 *
 * @param interval by the large-sample variance of Fleiss, Cohen and Everitt (1969)
 */
public record Kappa(double value, Interval interval) {

    /**
     * κ of a table that counts in row i and column j how often one rater said i and the other j; empty where both always
     * say the same one thing, so that chance explains everything.
     *
     * @param n how many independent things were rated
     */
    public static Optional<Kappa> of(double[][] table, long n) {
        double total = Arrays.stream(table).flatMapToDouble(Arrays::stream).sum();
        int categories = table.length;
        double[] row = new double[categories];
        double[] column = new double[categories];
        double observed = 0;
        for (int i = 0; i < categories; i++) {
            for (int j = 0; j < categories; j++) {
                row[i] += table[i][j] / total;
                column[j] += table[i][j] / total;
            }
            observed += table[i][i] / total;
        }
        double chance = 0;
        double both = 0; // what the formula takes off for the two margins together
        for (int i = 0; i < categories; i++) {
            chance += row[i] * column[i];
        }
        if (!(chance < 1)) { // NaN for an empty table
            return Optional.empty();
        }
        double missed = 1 - observed;
        for (int i = 0; i < categories; i++) {
            for (int j = 0; j < categories; j++) {
                double p = table[i][j] / total;
                double margins = column[i] + row[j];
                double weight = i == j ? (1 - chance) - margins * missed : margins * missed;
                both += p * weight * weight;
            }
        }
        double bias = observed * chance - 2 * chance + observed;
        double variance = (both - bias * bias) / (n * Math.pow(1 - chance, 4));
        double value = (observed - chance) / (1 - chance);
        double half = Interval.Z * Math.sqrt(Math.max(0, variance));
        return Optional.of(new Kappa(value, new Interval(Math.max(-1, value - half), Math.min(1, value + half))));
    }
}
