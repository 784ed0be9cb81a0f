package dev.constitution.runner.measure;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.McNemar;
import dev.constitution.runner.stats.SampleSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What of an experiment's figures has to be known before they are believed, and what to do next. */
final class ExperimentAdvice {
    private static final double WIDE = 0.05;
    private static final double MANY = 0.5;

    private final List<String> advice = new ArrayList<>();

    private ExperimentAdvice() {}

    static List<String> of(ExperimentFigures figures) {
        ExperimentAdvice all = new ExperimentAdvice();
        all.position(figures.pairs());
        all.looks(figures);
        all.missing(figures);
        all.width(figures);
        all.labels(figures);
        return all.advice;
    }

    private void position(List<PairFigures> pairs) {
        String bound = names(pairs, pair -> pair.orders().followsPosition());
        if (!bound.isEmpty()) {
            advice.add(bound + ": the judge followed the position on every prompt and said nothing of the answers;"
                    + " name a larger judge");
        }
        String split = names(pairs, pair -> !pair.orders().followsPosition() && isSplit(pair));
        if (!split.isEmpty()) {
            advice.add(split + ": the orders disagree on more than half of the prompts, which count as ties;"
                    + " a larger judge would say more");
        }
    }

    private static boolean isSplit(PairFigures pair) {
        return pair.orders()
                .disagreeing()
                .estimate()
                .filter(share -> share.value() > MANY)
                .isPresent();
    }

    private static String names(List<PairFigures> pairs, Predicate<PairFigures> which) {
        return pairs.stream()
                .filter(which)
                .map(pair -> pair.a() + " : " + pair.b())
                .collect(Collectors.joining(", "));
    }

    private void looks(ExperimentFigures figures) {
        LookFigures looks = figures.looks();
        boolean hasVerdicts =
                figures.pairs().stream().anyMatch(pair -> pair.winRate().n() > 0);
        if (!hasVerdicts) {
            return;
        }
        if (looks.planned().isPresent()) {
            advice.add(String.format(
                    Locale.ROOT,
                    "look %d of %d planned, %d of %d prompts: tests and intervals at Pocock's level, %.4f",
                    looks.looks(),
                    looks.planned().getAsInt(),
                    looks.prompts(),
                    looks.all(),
                    looks.alpha()));
        }
        if (looks.areUnplanned()) {
            advice.add("look " + looks.looks() + ", at " + looks.prompts() + " of " + looks.all()
                    + " prompts, which nobody planned: p-values and intervals err more often than they say; "
                    + evidence(figures));
        }
        if (looks.versions() > 1) {
            advice.add(looks.versions()
                    + " versions of these arms were looked at on these prompts; the best of several looks"
                    + " better than it is, so confirm it on other prompts");
        }
    }

    private static String evidence(ExperimentFigures figures) {
        double most = figures.pairs().stream()
                .mapToDouble(PairFigures::evidence)
                .max()
                .orElse(0);
        return String.format(
                Locale.ROOT,
                "evidence, which holds at any time: %.3g at most (a find from %d)",
                most,
                20 * Math.max(1, figures.pairs().size()));
    }

    private void missing(ExperimentFigures figures) {
        for (PairFigures pair : figures.pairs()) {
            PairFigures.Missing missing = pair.missing();
            boolean hasVerdicts = pair.winRate().n() > 0;
            if (missing.all() > (hasVerdicts ? 0 : missing.unanswered())) {
                advice.add(pair.a() + " : " + pair.b() + ": without a verdict, and counted nowhere: " + missing.all()
                        + " prompts (an arm without an answer " + missing.unanswered() + ", judge failed "
                        + missing.failed() + ", unreadable " + missing.unreadable() + ")");
            }
        }
    }

    /** Whether the judge is right, only people can say. */
    private void labels(ExperimentFigures figures) {
        boolean hasVerdicts = figures.pairs().stream()
                .anyMatch(pair -> pair.orders().disagreeing().n() > 0);
        long labels = figures.people().map(PeopleFigures::labels).orElse(0L);
        long enough = SampleSize.ofWinRate(0.5, 0, WIDE, Level.DEFAULT).prompts();
        if (hasVerdicts && labels < enough) {
            advice.add(Words.count(labels, "label") + " of people say whether the judge is right; " + enough
                    + " give its agreement within 5 points: constitution label serve DIR");
        }
    }

    /** Where nothing was found: how many prompts an interval of a useful width takes. */
    private void width(ExperimentFigures figures) {
        figures.pairs().stream()
                .filter(pair -> pair.verdict() != McNemar.Verdict.DIFFERENT
                        && pair.winRate().n() > 0)
                .filter(pair -> !pair.orders().followsPosition())
                .filter(pair -> pair.winRate()
                        .interval()
                        .filter(range -> range.high() - range.low() > 2 * WIDE)
                        .isPresent())
                .mapToLong(pair -> needed(pair, figures))
                .max()
                .ifPresent(prompts ->
                        advice.add("no difference found is not: no difference. Win rates within 5 points take about "
                                + prompts + " prompts at these ties"));
    }

    private static long needed(PairFigures pair, ExperimentFigures figures) {
        long n = pair.wins() + pair.ties() + pair.losses();
        // Ties that nothing but ties were seen of are planned as if one prompt more had differed.
        double ties = (double) Math.min(pair.ties(), n - 1) / n;
        Level together = figures.looks().level().each(figures.pairs().size());
        return SampleSize.ofWinRate(0.5, ties, WIDE, together).prompts();
    }
}
