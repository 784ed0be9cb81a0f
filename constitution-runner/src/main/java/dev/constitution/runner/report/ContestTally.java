package dev.constitution.runner.report;

import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.TwoOrders;
import dev.constitution.runner.stats.TwoOrders.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a judge says of answers by their names. Sampled answers have none: a number means nothing from row to row. */
final class ContestTally implements Tally {
    private final Map<List<String>, Counts> contests = new LinkedHashMap<>();

    private static final class Counts {
        private final List<Scores> scores = new ArrayList<>();
        private long missing;
        private long equal;
    }

    @Override
    public void add(StoredOutcome outcome, ReportRow row) {
        if (row.human().isEmpty()) {
            row.contests().forEach(contest -> add(contest, outcome.answers().isEmpty()));
        }
    }

    private void add(ReportRow.Contest contest, boolean isNamed) {
        Counts counts =
                contests.computeIfAbsent(isNamed ? List.of(contest.a(), contest.b()) : List.of(), any -> new Counts());
        if (contest.probability().isEmpty()) {
            counts.missing++;
        } else if (contest.equal().orElse(false)) {
            counts.equal++;
        }
        OptionalDouble once = vote(contest.probability());
        List<Double> order = contest.order();
        if (once.isPresent()) {
            counts.scores.add(
                    order.size() == 2
                            ? new Scores(vote(OptionalDouble.of(order.get(0))), vote(OptionalDouble.of(order.get(1))))
                            : new Scores(once, once));
        }
    }

    private static OptionalDouble vote(OptionalDouble probability) {
        return probability.isPresent()
                ? OptionalDouble.of((1 + Math.signum(probability.getAsDouble() - 0.5)) / 2)
                : probability;
    }

    @Override
    public Optional<FigureTable> table() {
        if (contests.isEmpty()) {
            return Optional.empty();
        }
        List<FigureTable.Row> rows = contests.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
        return Optional.of(new FigureTable(
                "verdicts",
                "The judge",
                "A win is 1, a tie one half, and orders that disagree are a tie. The bias is by how much the first position"
                        + " raises an answer's win rate.",
                "answers",
                List.of("wins", "orders disagree", "bias to the first", "equal", "no verdict"),
                rows));
    }

    private static FigureTable.Row row(List<String> names, Counts counts) {
        TwoOrders orders = TwoOrders.of(counts.scores, Level.DEFAULT);
        boolean isNamed = !names.isEmpty();
        return new FigureTable.Row(
                isNamed ? names.get(0) + " over " + names.get(1) : "sampled answers",
                isNamed ? Optional.of(PageLink.to("preferred", names.get(0))) : Optional.empty(),
                List.of(
                        isNamed ? FigureTable.Cell.rate(orders.winRate()) : FigureTable.Cell.text("–"),
                        FigureTable.Cell.share(orders.disagreeing().figure(Level.DEFAULT)),
                        FigureTable.Cell.difference(orders.bias(), 0.5),
                        FigureTable.Cell.count(counts.equal),
                        FigureTable.Cell.count(counts.missing)));
    }
}
