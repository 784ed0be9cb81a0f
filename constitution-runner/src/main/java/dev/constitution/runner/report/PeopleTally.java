package dev.constitution.runner.report;

import dev.constitution.runner.outcome.JudgedRow;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.score.Agreement;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How often a judge prefers what people prefer. */
final class PeopleTally implements Tally {
    private final Agreement agreement = new Agreement();

    @Override
    public void add(StoredOutcome outcome, ReportRow row) {
        if (row.human().isPresent() && outcome.judgement().isPresent()) {
            OptionalDouble probability = JudgedRow.of(outcome).probabilityOfA();
            agreement.add(
                    LabelledPair.ofMetadata(outcome.metadata()),
                    probability.isPresent() ? Preferred.of(probability.getAsDouble()) : null);
        }
    }

    @Override
    public Optional<FigureTable> table() {
        if (agreement.pairs() == 0) {
            return Optional.empty();
        }
        List<FigureTable.Row> rows = new ArrayList<>();
        rows.add(share("agrees with people", agreement.agreeing()));
        rows.add(share("where neither says tie", agreement.agreeingWithoutTies()));
        rows.add(row("beyond chance (Cohen's kappa)", FigureTable.Cell.difference(agreement.kappa(), 1)));
        rows.add(share("where people prefer the longer", agreement.whereLongerIsPreferred()));
        rows.add(share("where people prefer the shorter", agreement.whereShorterIsPreferred()));
        rows.add(share("no verdict", agreement.withoutVerdict()));
        return Optional.of(new FigureTable(
                "people",
                "The judge and people",
                "On pairs that people have labelled; a missing verdict agrees with nobody.",
                "the judge",
                List.of("share of pairs"),
                rows));
    }

    private static FigureTable.Row share(String label, Proportion proportion) {
        return row(label, FigureTable.Cell.share(proportion.figure(Level.DEFAULT)));
    }

    private static FigureTable.Row row(String label, FigureTable.Cell cell) {
        return new FigureTable.Row(label, Optional.empty(), List.of(cell));
    }
}
