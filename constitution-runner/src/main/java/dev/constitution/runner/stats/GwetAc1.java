package dev.constitution.runner.stats;

import java.util.Arrays;

/**
 * Gwet's AC1 (2008): agreement beyond chance that stays near the raw agreement where one category is rare; to be read beside κ
 * or α where one has more than 80 %. Labels may be missing.
 *
 * <p>The interval is that of the labels with two pseudo items more, by Gwet's variance.
 */
public final class GwetAc1 {
    private final Labels labels;
    private final double agreeing;
    private final double chance;

    private GwetAc1(Labels labels) {
        this.labels = labels;
        this.agreeing = labels.meanAgreeing();
        this.chance = Arrays.stream(labels.meanShares())
                        .map(share -> share * (1 - share))
                        .sum()
                / (labels.categories() - 1);
    }

    /** AC1 of a table as {@link Kappa#of} takes it. */
    public static Figure of(double[][] table, Level level) {
        return of(Labels.of(new RaterTable(table)), level);
    }

    /** AC1 of counts by item and category: how many raters named it. */
    public static Figure of(int[][] counts, Level level) {
        return of(Labels.of(counts), level);
    }

    private static Figure of(Labels labels, Level level) {
        long n = Math.round(labels.itemsOf(2));
        if (n < 2) {
            return new Figure.Undefined(Method.GWET_AC1, n, Labels.TOO_FEW + " with two labels");
        }
        if (labels.used() < 2) {
            return new Figure.Undefined(Method.GWET_AC1, n, Labels.ONE_CATEGORY);
        }
        GwetAc1 enlarged = new GwetAc1(labels.withPseudoItems());
        Interval interval = Interval.around(enlarged.value(), level.z() * enlarged.standardError());
        return Figure.of(Method.GWET_AC1, n, new GwetAc1(labels).value(), interval.within(-1, 1));
    }

    /** The plain table's standard error. */
    static double standardError(RaterTable table) {
        return new GwetAc1(Labels.of(table)).standardError();
    }

    private double value() {
        return (agreeing - chance) / (1 - chance);
    }

    double standardError() {
        double[] shares = labels.meanShares();
        double all = labels.itemsOf(1);
        double paired = labels.itemsOf(2);
        double value = value();
        double sum = 0;
        for (int i = 0; i < labels.items().length; i++) {
            double raters = labels.raters(i);
            if (raters == 0) {
                continue;
            }
            double byChance = 0;
            for (int k = 0; k < shares.length; k++) {
                byChance += labels.items()[i][k] / raters * (1 - shares[k]) / (shares.length - 1);
            }
            double own = raters < 2 ? 0 : all / paired * (labels.agreeing(i) - chance) / (1 - chance);
            double deviation = own - 2 * (1 - value) * (byChance - chance) / (1 - chance) - value;
            sum += labels.weights()[i] * deviation * deviation;
        }
        return Math.sqrt(sum) / all;
    }
}
