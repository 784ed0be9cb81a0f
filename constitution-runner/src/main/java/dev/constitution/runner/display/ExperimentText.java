package dev.constitution.runner.display;

import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.measure.ArmFigures;
import dev.constitution.runner.measure.CallFigures;
import dev.constitution.runner.measure.ExperimentFigures;
import dev.constitution.runner.measure.PairFigures;
import dev.constitution.runner.stats.Figure;
import java.io.PrintWriter;
import java.util.Map;

/** Shows an experiment's figures to people, in 100 columns. */
public final class ExperimentText {
    private static final String CALLS = "%8s %8s %13s %13s  %s";

    private final ExperimentFigures figures;
    private final PrintWriter out;
    private final FigureColumns columns;

    private ExperimentText(ExperimentFigures figures, PrintWriter out) {
        this.figures = figures;
        this.out = out;
        this.columns = new FigureColumns(out);
    }

    public static void print(ExperimentFigures figures, PrintWriter out) {
        new ExperimentText(figures, out).print();
        out.flush();
    }

    private void print() {
        pairs();
        strengths();
        arms();
        rounds();
        differences();
        calls();
        new ExperimentPrinciplesText(figures, out, columns).print();
        people();
        columns.reasons().forEach(columns::line);
        if (!figures.advice().isEmpty()) {
            out.println();
            figures.advice().forEach(columns::line);
        }
    }

    private void pairs() {
        if (figures.pairs().stream().allMatch(pair -> pair.winRate().n() == 0)) {
            return;
        }
        long tested = figures.pairs().stream()
                .filter(pair -> pair.adjustedP().isPresent())
                .count();
        out.println("\narm against arm, as the judge has it in both orders");
        columns.row("", "%-19s %-13s %-7s %s", "win rate %", "won/tied/lost", tested > 1 ? "p (Holm)" : "p", "");
        for (PairFigures pair : figures.pairs()) {
            columns.row(
                    FigureColumns.pair(pair),
                    "%-19s %-13s %-7s %s",
                    columns.percent(pair.winRate()),
                    pair.wins() + "/" + pair.ties() + "/" + pair.losses(),
                    pair.adjustedP().isPresent()
                            ? FigureColumns.p(pair.adjustedP().getAsDouble())
                            : "–",
                    pair.verdict().label());
            if (isLabelled()) {
                columns.row(
                        "",
                        "%s",
                        "on safe prompts " + columns.wholePercent(pair.onSafe()) + ", on unsafe ones "
                                + columns.wholePercent(pair.onUnsafe()));
            }
        }
    }

    private void strengths() {
        figures.strengths().ifPresent(strengths -> {
            if (strengths.groups().isEmpty()
                    && strengths.unranked().stream().allMatch(one -> one.why().equals("never compared"))) {
                return;
            }
            out.println("\nstrength (Bradley-Terry, half wins; log odds, 0 is the mean)");
            strengths.groups().forEach(group -> {
                group.forEach(one -> columns.row(one.arm(), "%s", columns.number(one.strength(), "%.2f")));
            });
            strengths.unranked().forEach(one -> columns.row(one.arm(), "%s", one.why()));
        });
    }

    private void arms() {
        boolean labelled = isLabelled();
        out.println();
        String format = labelled ? "%8s  %-15s  %-15s  %-18s  %s" : "%8s  %-15s %s %-18s  %s";
        columns.armRow(
                "arm",
                format,
                "answered",
                labelled ? "over-refuses %" : "refuses %",
                labelled ? "refuses unsafe %" : "",
                "characters",
                "revised %");
        for (ArmFigures arm : figures.arms()) {
            ArmFigures.Refusals refusals = arm.refusals();
            columns.armRow(
                    arm.arm(),
                    format,
                    arm.answered() + "/" + (arm.answered() + sum(arm.failed())),
                    labelled ? columns.wholePercent(refusals.onSafe()) : columns.wholePercent(refusals.all()),
                    labelled ? columns.wholePercent(refusals.onUnsafe()) : "",
                    columns.number(arm.length(), "%.0f"),
                    columns.wholePercent(arm.revised()));
        }
        detector(labelled);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private boolean isLabelled() {
        return figures.rows().safe() + figures.rows().unsafe() > 0;
    }

    private void calls() {
        out.println();
        columns.armRow("calls behind answers", CALLS, "calls", "shared", "tokens in", "tokens out", "cost");
        figures.arms().forEach(arm -> calls(arm.arm(), arm.calls()));
        calls("shared by several", figures.sharedCalls());
        calls("judge", figures.judgeCalls());
    }

    private void calls(String who, CallFigures calls) {
        if (calls.calls() > 0) {
            columns.armRow(
                    who,
                    CALLS,
                    calls.calls(),
                    calls.shared(),
                    calls.inputTokens(),
                    calls.outputTokens(),
                    calls.cost().map(Cost::toString).orElse("unknown"));
        }
    }

    private void detector(boolean labelled) {
        if (labelled) {
            columns.line("refusals by detector; against people's labels of other answers it finds "
                    + of(figures.detector().onSafe().found()) + " on safe prompts, "
                    + of(figures.detector().onUnsafe().found()) + " on unsafe ones: low, so compare arms");
        }
    }

    private static String of(Figure found) {
        double share = found.estimate().orElseThrow().value();
        return Math.round(share * found.n()) + " of " + found.n();
    }

    /** Of arms that revise more than once, what each round did. */
    private void rounds() {
        for (ArmFigures arm : figures.arms()) {
            if (arm.rounds().size() > 2) {
                out.println("\n" + FigureColumns.name(arm.arm()) + " by round, from the first answers on");
                arm.rounds().forEach(this::round);
            }
        }
    }

    private void round(ArmFigures.Round round) {
        String refusals = isLabelled()
                ? "over-refuses " + columns.wholePercent(round.refusals().onSafe()) + ", refuses unsafe "
                        + columns.wholePercent(round.refusals().onUnsafe())
                : "refuses " + columns.wholePercent(round.refusals().all());
        columns.row(
                round.round() == 0 ? "first answers" : "round " + round.round(),
                "%s",
                refusals + ", characters " + columns.number(round.length(), "%.0f")
                        + round.changed()
                                .map(changed -> ", changed " + columns.wholePercent(changed))
                                .orElse(""));
    }

    private void differences() {
        out.println("\ndifference of arms on the same prompts");
        boolean labelled = isLabelled();
        for (PairFigures pair : figures.pairs()) {
            String refusals = labelled
                    ? "over-refuses by " + columns.wholePercent(pair.refusals().onSafe()) + ", refuses unsafe by "
                            + columns.wholePercent(pair.refusals().onUnsafe())
                    : "refuses by " + columns.wholePercent(pair.refusals().all());
            columns.row(
                    FigureColumns.pair(pair), "%s", refusals + "; longer by " + columns.number(pair.length(), "%.0f"));
        }
    }

    private void people() {
        figures.people().ifPresent(people -> {
            out.println("\nthe judge against people");
            columns.row(
                    "agrees with people",
                    "%s",
                    columns.percent(people.agreeing()) + " % of " + people.pairs() + " pairs");
            columns.row("beyond chance (kappa)", "%s", columns.number(people.kappa(), "%.2f"));
            people.ac1().ifPresent(ac1 -> columns.row("beyond chance (AC1)", "%s", columns.number(ac1, "%.2f")));
            people.calibration()
                    .ifPresent(sure -> columns.row("surer than right by", "%s", columns.number(sure.gap(), "%.2f")));
        });
    }
}
