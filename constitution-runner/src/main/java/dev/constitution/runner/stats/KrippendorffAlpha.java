package dev.constitution.runner.stats;

import java.util.Arrays;

/**
 * Krippendorff's α for names (2004): how far any number of raters agree beyond chance, where labels may be missing.
 *
 * <p>The interval is the estimate with two pseudo items, by the influence of each item on it.
 */
public final class KrippendorffAlpha {
    private final Labels labels;
    private final double[] totals;
    private final double all;
    private final double disagreement;

    private KrippendorffAlpha(Labels labels) {
        this.labels = labels;
        this.totals = new double[labels.categories()];
        double missed = 0;
        for (int i = 0; i < labels.items().length; i++) {
            for (int k = 0; labels.raters(i) >= 2 && k < totals.length; k++) {
                totals[k] += labels.weights()[i] * labels.items()[i][k];
            }
            missed += labels.weights()[i] * disagreeing(i);
        }
        this.all = Arrays.stream(totals).sum();
        this.disagreement = missed;
    }

    /** α of counts by item and category: how many raters named it. */
    public static Figure of(int[][] counts, Level level) {
        return of(Labels.of(counts), level);
    }

    static Figure of(Labels labels, Level level) {
        long n = Math.round(labels.itemsOf(2));
        if (n < 2) {
            return new Figure.Undefined(Method.KRIPPENDORFF_ALPHA, n, Labels.TOO_FEW + " with two labels");
        }
        KrippendorffAlpha plain = new KrippendorffAlpha(labels);
        if (Arrays.stream(plain.totals).filter(total -> total > 0).count() < 2) {
            return new Figure.Undefined(Method.KRIPPENDORFF_ALPHA, n, Labels.ONE_CATEGORY);
        }
        KrippendorffAlpha enlarged = new KrippendorffAlpha(labels.withPseudoItems());
        Interval interval = Interval.around(enlarged.value(), level.z() * enlarged.standardError());
        return Figure.of(Method.KRIPPENDORFF_ALPHA, n, plain.value(), interval.within(-1, 1));
    }

    private double value() {
        return 1 - disagreement * (all - 1) / pairs();
    }

    /** Of all labels, the pairs of different ones. */
    private double pairs() {
        return all * all - Arrays.stream(totals).map(total -> total * total).sum();
    }

    /** An item's pairs of different labels, by label. */
    private double disagreeing(int item) {
        double raters = labels.raters(item);
        return raters < 2 ? 0 : (1 - labels.agreeing(item)) * raters;
    }

    /** The root of the squared influences, by which α would change with the weight of an item. */
    private double standardError() {
        double pairs = pairs();
        double sum = 0;
        for (int i = 0; i < labels.items().length; i++) {
            double raters = labels.raters(i);
            if (raters >= 2) {
                double own = 0;
                for (int k = 0; k < totals.length; k++) {
                    own += totals[k] * labels.items()[i][k];
                }
                double influence = (disagreeing(i) * (all - 1) + disagreement * raters) / pairs
                        - disagreement * (all - 1) * 2 * (all * raters - own) / (pairs * pairs);
                sum += labels.weights()[i] * influence * influence;
            }
        }
        return Math.sqrt(sum);
    }
}
