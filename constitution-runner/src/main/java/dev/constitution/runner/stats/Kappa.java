package dev.constitution.runner.stats;

import java.util.Optional;

/**
 * Cohen's κ (1960): how far two raters agree beyond what their habits would give by chance; 1 is full agreement, 0 chance. For two
 * raters who have labelled everything.
 *
 * <p>The interval is that of the table with two pseudo items more, by the large-sample variance of Fleiss, Cohen and Everitt
 * (1969); of the plain table it is far too narrow where agreement is high or one category rare.
 */
public final class Kappa {
    private Kappa() {}

    /**
     * κ of a table that counts in row i and column j how often one rater said i and the other j.
     *
     * @param table its total is the number of items; categories that nobody could have named must not stand in it
     */
    public static Figure of(double[][] table, Level level) {
        RaterTable plain = new RaterTable(table);
        long n = Math.round(plain.total());
        if (n < 2) {
            return new Figure.Undefined(Method.COHEN_KAPPA, n, Labels.TOO_FEW);
        }
        if (plain.used() < 2) {
            return new Figure.Undefined(Method.COHEN_KAPPA, n, Labels.ONE_CATEGORY);
        }
        RaterTable enlarged = plain.withPseudoItems();
        Interval interval = Interval.around(value(enlarged), level.z() * standardError(enlarged))
                .within(-1, 1);
        return new Figure.Estimate(
                Method.COHEN_KAPPA,
                n,
                value(plain),
                Optional.of(interval),
                plain.hasConstantRater()
                        ? Optional.of("one rater always says the same, so that kappa is 0 whatever the agreement")
                        : Optional.empty());
    }

    static double value(RaterTable table) {
        double chance = chance(table);
        return (observed(table) - chance) / (1 - chance);
    }

    /** By the large-sample variance. */
    static double standardError(RaterTable table) {
        double[] row = table.rows();
        double[] column = table.columns();
        double total = table.total();
        double observed = observed(table);
        double chance = chance(table);
        double both = 0; // what the formula takes off for the two margins together
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < row.length; j++) {
                double margins = (column[i] + row[j]) * (1 - observed);
                double weight = i == j ? (1 - chance) - margins : margins;
                both += table.cells()[i][j] / total * weight * weight;
            }
        }
        double bias = observed * chance - 2 * chance + observed;
        return Math.sqrt(Math.max(0, both - bias * bias) / total) / ((1 - chance) * (1 - chance));
    }

    private static double observed(RaterTable table) {
        double same = 0;
        for (int i = 0; i < table.categories(); i++) {
            same += table.cells()[i][i];
        }
        return same / table.total();
    }

    private static double chance(RaterTable table) {
        double[] row = table.rows();
        double[] column = table.columns();
        double chance = 0;
        for (int i = 0; i < row.length; i++) {
            chance += row[i] * column[i];
        }
        return chance;
    }
}
