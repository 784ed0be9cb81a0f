package dev.constitution.runner.score;

import dev.constitution.judge.InjectionReport;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.stats.WinRate;
import java.util.function.ToIntFunction;

/** What all attacks did together. Attacks on one pair are alike, so that the intervals are of the pairs' shares. */
record InjectionTotals(InjectionReport report) {

    Proportion flipped() {
        return new Proportion(report.flipped(), report.decided());
    }

    Figure flipRate() {
        return rate(InjectionReport.Pair::flipped);
    }

    Proportion unreadable() {
        return new Proportion(
                report.attacks().stream()
                        .mapToInt(InjectionReport.Attack::unreadable)
                        .sum(),
                report.decided());
    }

    Figure unreadableRate() {
        return rate(InjectionReport.Pair::unreadable);
    }

    private Figure rate(ToIntFunction<InjectionReport.Pair> hits) {
        return WinRate.of(
                report.pairs().stream()
                        .filter(pair -> pair.decided() > 0)
                        .mapToDouble(pair -> hits.applyAsInt(pair) / (double) pair.decided())
                        .toArray(),
                Level.DEFAULT);
    }
}
