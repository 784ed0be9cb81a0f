package dev.constitution.runner.display;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.measure.AblationFigures;
import dev.constitution.runner.measure.ConsistencyFigures;
import dev.constitution.runner.measure.ExperimentFigures;
import dev.constitution.runner.measure.OverlapFigures;
import dev.constitution.runner.measure.PairFigures;
import dev.constitution.runner.measure.PrincipleFigures;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows people what an experiment's principles did. */
final class ExperimentPrinciplesText {
    private static final int MOST = 30;

    private final ExperimentFigures figures;
    private final PrintWriter out;
    private final FigureColumns columns;

    ExperimentPrinciplesText(ExperimentFigures figures, PrintWriter out, FigureColumns columns) {
        this.figures = figures;
        this.out = out;
        this.columns = columns;
    }

    void print() {
        principles();
        figures.overlap().ifPresent(this::overlap);
        if (!figures.ablations().isEmpty()) {
            ablations();
        }
        figures.consistency().ifPresent(this::consistency);
    }

    private void principles() {
        List<PrincipleFigures> asked =
                figures.principles().stream().filter(one -> one.prompts() > 0).toList();
        if (asked.isEmpty()) {
            return;
        }
        out.println();
        row("principle", "prompts", "objects %", "changes %", "wins %");
        String arm = "";
        for (PrincipleFigures one : asked.subList(0, Math.min(MOST, asked.size()))) {
            if (!arm.equals(one.arm())) {
                arm = one.arm();
                out.println("  in " + Words.shown(arm));
            }
            row(
                    "  " + FigureColumns.name(one.principle()),
                    Long.toString(one.prompts()),
                    one.fires().n() == 0 ? "–" : columns.wholePercent(one.fires()),
                    columns.wholePercent(one.changes()),
                    one.wins().n() == 0
                            ? "–"
                            : columns.wholePercent(one.wins()) + " of "
                                    + one.wins().n());
        }
        if (asked.size() > MOST) {
            columns.line("… and " + (asked.size() - MOST) + " more; --json has all");
        }
        int never = figures.principles().size() - asked.size();
        if (never > 0) {
            columns.line(Words.count(never, "principle") + " of an arm never drawn; --json names them");
        }
    }

    private void row(String name, String prompts, String fires, String changes, String wins) {
        out.println(String.format(Locale.ROOT, "  %-28s %8s  %-15s %-15s %s", name, prompts, fires, changes, wins)
                .stripTrailing());
    }

    private void overlap(OverlapFigures overlap) {
        out.println("\nprinciples on the same " + Words.count(overlap.answers(), "answer") + ", keep or revise");
        columns.row(
                "agreement beyond chance",
                "%s",
                "alpha " + columns.number(overlap.alpha(), "%.2f")
                        + overlap.ac1()
                                .map(ac1 -> ", AC1 " + columns.number(ac1, "%.2f"))
                                .orElse(""));
        if (overlap.unknown().isPresent()) {
            columns.line(
                    "which could be left out: unknown, " + overlap.unknown().get());
        } else if (overlap.kept().isEmpty()) {
            columns.line("none objected to any answer");
        } else {
            columns.line(overlap.kept().size() + " of "
                    + (overlap.kept().size() + overlap.spare().size())
                    + " object to every answer that any objects to: " + String.join(", ", overlap.kept())
                    + (overlap.spare().isEmpty()
                            ? ""
                            : "; on these prompts could be left out: " + String.join(", ", overlap.spare())));
        }
    }

    private void ablations() {
        out.println("\none principle left out");
        for (AblationFigures ablation : figures.ablations()) {
            String label = "without " + FigureColumns.name(ablation.principle());
            figures.pairs().stream()
                    .filter(pair -> pair.isOf(ablation.without(), ablation.full()))
                    .findFirst()
                    .ifPresentOrElse(
                            pair -> columns.row(label, "%s", changed(pair)),
                            () -> columns.row(label, "%s", "not compared with " + ablation.full()));
        }
    }

    private String changed(PairFigures pair) {
        return "changes " + columns.wholePercent(pair.differing()) + " % of answers"
                + (pair.winRate().n() == 0
                        ? ""
                        : "; " + FigureColumns.name(pair.a()) + " wins " + columns.wholePercent(pair.winRate()) + " %, "
                                + pair.verdict().label());
    }

    private void consistency(ConsistencyFigures consistency) {
        out.println("\nanswers that a critic kept under a principle, and the judge finds worse by the same one");
        columns.row(
                "prompts with one",
                "%s",
                columns.wholePercent(consistency.prompts()) + " % of "
                        + consistency.prompts().n());
        String worst = consistency.principles().stream()
                .filter(one -> one.against()
                        .estimate()
                        .filter(share -> share.value() > 0.5)
                        .isPresent())
                .map(one -> one.principle() + " " + columns.wholePercent(one.against()) + " of "
                        + one.against().n())
                .collect(Collectors.joining("; "));
        if (!worst.isEmpty()) {
            columns.line("more often than not: " + worst);
        }
    }
}
