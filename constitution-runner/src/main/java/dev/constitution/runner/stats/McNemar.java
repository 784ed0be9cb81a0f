package dev.constitution.runner.stats;

import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Whether two arms differ on the same prompts, by McNemar's test (1947) on those where one of them is better.
 *
 * @param a prompts where the first arm is better
 * @param b prompts where the second is
 * @param n all prompts, those where neither is better among them
 */
public record McNemar(long a, long b, long n) {
    public McNemar {
        if (a < 0 || b < 0 || a + b > n) {
            throw new IllegalArgumentException(
                    "of " + n + " prompts, " + a + " and " + b + " cannot differ one way and the other");
        }
    }

    /** What test and interval say together. */
    public enum Verdict {
        DIFFERENT("different"),
        NOT_DIFFERENT("no difference found"),
        /** Where the test and Tango's interval fall on either side. */
        BORDERLINE("borderline"),
        UNTESTABLE("no prompt differs; no test");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Of two arms' scores on the same prompts. */
    public static McNemar of(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "both arms need a score for every prompt, got " + a.length + " and " + b.length);
        }
        long better = 0;
        long worse = 0;
        for (int i = 0; i < a.length; i++) {
            better += a[i] > b[i] ? 1 : 0;
            worse += a[i] < b[i] ? 1 : 0;
        }
        return new McNemar(better, worse, a.length);
    }

    /** The exact two-sided p: never too small, mostly too large. Empty where no prompt differs. */
    public Optional<Double> exact() {
        return a + b == 0 ? Optional.empty() : Optional.of(Math.min(1, 2 * halves().cumulativeProbability(fewer())));
    }

    /** The mid-p, which counts half of the probability of what was seen. Empty where no prompt differs. */
    public Optional<Double> midP() {
        if (a + b == 0) {
            return Optional.empty();
        }
        double seen = halves().probability(fewer());
        return Optional.of(Math.min(1, 2 * halves().cumulativeProbability(fewer()) - seen));
    }

    /** The p to print: mid-p, but the exact one where fewer than a tenth of the prompts do not differ. */
    public Figure p() {
        boolean allDiffer = 10 * (n - a - b) < n;
        Method method = allDiffer ? Method.MCNEMAR_EXACT : Method.MCNEMAR_MID_P;
        return (allDiffer ? exact() : midP())
                .map(p -> Figure.withoutInterval(method, n, p, "a p-value"))
                .orElse(new Figure.Undefined(method, n, Verdict.UNTESTABLE.label()));
    }

    /** The verdict is the p's, unless Tango's interval says something else. */
    public Verdict verdict(Level level) {
        if (a + b == 0) {
            return Verdict.UNTESTABLE;
        }
        boolean byTest = p().estimate().orElseThrow().value() <= level.alpha();
        boolean byInterval = Math.abs(a - b) / Math.sqrt((double) a + b) > level.z(); // Tango's leaves out 0
        if (byTest != byInterval) {
            return Verdict.BORDERLINE;
        }
        return byTest ? Verdict.DIFFERENT : Verdict.NOT_DIFFERENT;
    }

    private BinomialDistribution halves() {
        return BinomialDistribution.of(Math.toIntExact(a + b), 0.5);
    }

    private int fewer() {
        return Math.toIntExact(Math.min(a, b));
    }
}
