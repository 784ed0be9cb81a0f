package dev.constitution.runner.report;

import dev.constitution.runner.measure.ArmFigures;
import dev.constitution.runner.measure.CallFigures;
import dev.constitution.runner.measure.ConsistencyFigures;
import dev.constitution.runner.measure.ExperimentFigures;
import dev.constitution.runner.measure.OverlapFigures;
import dev.constitution.runner.measure.PairFigures;
import dev.constitution.runner.measure.PeopleFigures;
import dev.constitution.runner.measure.PrincipleFigures;
import dev.constitution.runner.measure.StrengthFigures;
import dev.constitution.runner.report.FigureTable.Cell;
import dev.constitution.runner.report.FigureTable.Row;
import dev.constitution.runner.stats.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An experiment's figures as tables, what is to be decided first. */
final class ExperimentTables {
    private final ExperimentFigures figures;
    private final List<FigureTable> tables = new ArrayList<>();

    private ExperimentTables(ExperimentFigures figures) {
        this.figures = figures;
    }

    static List<FigureTable> of(ExperimentFigures figures) {
        ExperimentTables all = new ExperimentTables(figures);
        all.pairs();
        all.figures.strengths().ifPresent(all::strengths);
        all.arms();
        all.principles();
        all.figures.overlap().ifPresent(all::overlap);
        all.figures.consistency().ifPresent(all::consistency);
        all.figures.people().ifPresent(all::people);
        return all.tables;
    }

    private void add(String id, String title, String lead, String of, List<String> columns, List<Row> rows) {
        if (!rows.isEmpty()) {
            tables.add(new FigureTable(id, title, lead, of, columns, rows));
        }
    }

    private static Row row(String label, Optional<String> link, Cell... cells) {
        return new Row(label, link, List.of(cells));
    }

    private void pairs() {
        List<Row> rows = figures.pairs().stream().map(ExperimentTables::row).toList();
        if (!rows.isEmpty()) {
            tables.add(new FigureTable(
                    "pairs",
                    "Arm against arm",
                    "A win is 1, a tie one half; equal answers and orders that disagree are ties, and missing verdicts count"
                            + " nowhere.",
                    figures.advice(),
                    "arms",
                    List.of(
                            "win rate",
                            "wins : ties : losses",
                            "p, by Holm",
                            "orders disagree",
                            "refuses more often",
                            "longer by"),
                    rows));
        }
    }

    private static Row row(PairFigures pair) {
        String counts = String.format(Locale.ROOT, "%,d : %,d : %,d", pair.wins(), pair.ties(), pair.losses());
        return row(
                pair.a() + " over " + pair.b(),
                Optional.of(PageLink.to("preferred", pair.a())),
                Cell.rate(pair.winRate()),
                new Cell(
                        counts,
                        String.format(
                                Locale.ROOT,
                                "%,d equal, %,d missing",
                                pair.equalAnswers(),
                                pair.missing().all()),
                        "",
                        Optional.empty()),
                new Cell(
                        pair.adjustedP().isPresent()
                                ? String.format(
                                        Locale.ROOT, "%.3f", pair.adjustedP().getAsDouble())
                                : "–",
                        pair.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        pair.p().method().label(),
                        Optional.empty()),
                Cell.share(pair.orders().disagreeing()),
                Cell.difference(pair.refusals().all(), 1),
                Cell.number(pair.length()));
    }

    private void strengths(StrengthFigures strengths) {
        List<Row> rows = new ArrayList<>();
        for (List<StrengthFigures.Strength> group : strengths.groups()) {
            group.forEach(
                    one -> rows.add(row(one.arm(), Optional.empty(), Cell.logOdds(one.strength()), Cell.text(""))));
        }
        strengths
                .unranked()
                .forEach(one -> rows.add(row(one.arm(), Optional.empty(), Cell.text("none"), Cell.text(one.why()))));
        add(
                "strengths",
                "Strengths",
                "In log odds; 0 is the mean of the arms that can be compared with each other.",
                "arm",
                List.of("strength", "why there is none"),
                rows);
    }

    private void arms() {
        List<Row> rows = figures.arms().stream().map(ExperimentTables::row).toList();
        add(
                "arms",
                "Arms",
                "Of the prompts that each answered. Refusals are told by a detector: of answers to prompts that should not be"
                        + " refused it tells "
                        + Cell.share(figures.detector().onSafe().agreeing()).value()
                        + " as people do, of those that should be "
                        + Cell.share(figures.detector().onUnsafe().agreeing()).value()
                        + ". Lengths are in characters.",
                "arm",
                List.of(
                        "failed",
                        "refuses",
                        "refuses safe prompts",
                        "refuses unsafe ones",
                        "revision changed",
                        "length",
                        "calls"),
                rows);
    }

    private static Row row(ArmFigures arm) {
        long failed = arm.failed().values().stream().mapToLong(Long::longValue).sum();
        return row(
                arm.arm(),
                Optional.of(PageLink.to("preferred", arm.arm())),
                new Cell(
                        String.format(Locale.ROOT, "%,d", failed),
                        String.join(", ", arm.failed().keySet()),
                        "",
                        Optional.empty()),
                Cell.share(arm.refusals().all()),
                optional(arm.refusals().onSafe()),
                optional(arm.refusals().onUnsafe()),
                optional(arm.revised()),
                Cell.number(arm.length()),
                calls(arm.calls()));
    }

    private static Cell optional(Optional<Figure> share) {
        return share.map(Cell::share).orElse(Cell.text("–"));
    }

    private static Cell calls(CallFigures calls) {
        return new Cell(
                String.format(Locale.ROOT, "%,d", calls.calls()),
                calls.cost().map(cost -> cost.toString()).orElse("cost unknown")
                        + String.format(Locale.ROOT, ", %,d shared", calls.shared()),
                calls.unknownCost().orElse(""),
                Optional.empty());
    }

    private void principles() {
        List<Row> rows = new ArrayList<>();
        for (PrincipleFigures one : figures.principles()) {
            rows.add(row(
                    one.arm() + ": " + one.principle(),
                    Optional.of(PageLink.to("principle", one.principle())),
                    Cell.count(one.prompts()),
                    Cell.share(one.fires()),
                    Cell.share(one.changes()),
                    Cell.rate(one.wins())));
        }
        add(
                "principles",
                "Principles",
                "By arm; a prompt counts once. A principle wins where a judge prefers the answer after its revision to the one"
                        + " before.",
                "arm and principle",
                List.of("prompts", "the critic objects", "the answer changes", "wins"),
                rows);
    }

    private void overlap(OverlapFigures overlap) {
        List<Row> rows = new ArrayList<>();
        rows.add(row("all, Fleiss' kappa", Optional.empty(), Cell.difference(overlap.fleiss(), 1)));
        rows.add(row("all, Krippendorff's alpha", Optional.empty(), Cell.difference(overlap.alpha(), 1)));
        overlap.matrix()
                .forEach(two ->
                        rows.add(row(two.a() + " and " + two.b(), Optional.empty(), Cell.share(two.agreeing()))));
        String spare = overlap.unknown()
                .orElse(
                        overlap.spare().isEmpty()
                                ? "Each objects to an answer that no other objects to."
                                : "Could be left out, as far as objections go: " + String.join(", ", overlap.spare())
                                        + ".");
        add(
                "overlap",
                "Principles that say the same",
                "How often critics come to the same decision on the same answer. " + spare,
                "principles",
                List.of("agree"),
                rows);
    }

    private void consistency(ConsistencyFigures consistency) {
        List<Row> rows = new ArrayList<>();
        rows.add(row("any", Optional.empty(), Cell.share(consistency.prompts())));
        consistency
                .principles()
                .forEach(one -> rows.add(row(
                        one.principle(),
                        Optional.of(PageLink.to("principle", one.principle())),
                        Cell.share(one.against()))));
        add(
                "consistency",
                "Critic and judge",
                "Of answers that the critic called in line with a principle: how often the judge prefers the other arm's by the"
                        + " same principle. Two good answers have a better one too; what says something is a principle that"
                        + " stands out.",
                "principle",
                List.of("the judge finds against it"),
                rows);
    }

    private void people(PeopleFigures people) {
        List<Row> rows = new ArrayList<>();
        rows.add(row("agrees with people", Optional.empty(), Cell.share(people.agreeing())));
        rows.add(row("beyond chance", Optional.empty(), Cell.difference(people.kappa(), 1)));
        add(
                "labels",
                "The judge and people",
                String.format(
                        Locale.ROOT,
                        "%,d labels of %,d people; %,d pairs have both, people are split on %,d, the judge says nothing of %,d.",
                        people.labels(),
                        people.labellers(),
                        people.pairs(),
                        people.noMajority(),
                        people.noVerdict()),
                "the judge",
                List.of("share of pairs"),
                rows);
    }
}
