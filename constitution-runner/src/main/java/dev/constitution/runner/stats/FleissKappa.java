package dev.constitution.runner.stats;

import java.util.Arrays;

/** Fleiss' κ (1971), in Gwet's form, which takes items with different numbers of labels too. */
public final class FleissKappa {
    private FleissKappa() {}

    /** κ of counts by item and category: how many raters named it. */
    public static Figure of(int[][] counts) {
        return of(Labels.of(counts));
    }

    static Figure of(Labels labels) {
        long n = Math.round(labels.itemsOf(2));
        if (n < 2) {
            return new Figure.Undefined(Method.FLEISS_KAPPA, n, Labels.TOO_FEW + " with two labels");
        }
        if (labels.used() < 2) {
            return new Figure.Undefined(Method.FLEISS_KAPPA, n, Labels.ONE_CATEGORY);
        }
        double chance =
                Arrays.stream(labels.meanShares()).map(share -> share * share).sum();
        return Figure.withoutInterval(
                Method.FLEISS_KAPPA,
                n,
                (labels.meanAgreeing() - chance) / (1 - chance),
                "alpha beside it has the interval");
    }
}
