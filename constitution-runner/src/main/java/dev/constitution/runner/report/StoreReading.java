package dev.constitution.runner.report;

import dev.constitution.runner.measure.ExperimentFigures;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredArms;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one pass over a store's rows gives: what the page lists and filters by, and its figures.
 *
 * @param rows in the input's order
 * @param tables the figures, but for those that the store counts by itself
 * @param common what rows that ended alike have in common
 */
record StoreReading(List<RowFacts> rows, List<FigureTable> tables, Common common) {

    static StoreReading of(StoreView store) {
        List<RowFacts> rows = new ArrayList<>();
        List<Tally> tallies = StoredArms.in(store).isPresent()
                ? List.of() // an experiment has figures of its own
                : List.of(new PeopleTally(), new ContestTally(), new PrincipleTally());
        Common common = new Common();
        Iterator<OutcomeRecord> outcomes = store.outcomes(0);
        while (outcomes.hasNext()) {
            OutcomeRecord record = outcomes.next();
            StoredOutcome outcome = StoredOutcome.of(record);
            ReportRow row = ReportRows.outline(record, outcome);
            rows.add(RowFacts.of(record, row));
            tallies.forEach(tally -> tally.add(outcome, row));
            common.add(ending(record.kind(), record.detail()), Traits.of(outcome, row));
        }
        List<FigureTable> tables = Stream.concat(
                        ExperimentFigures.of(store).map(ExperimentTables::of).stream()
                                .flatMap(List::stream),
                        tallies.stream().map(Tally::table).flatMap(Optional::stream))
                .toList();
        return new StoreReading(rows, tables, common);
    }

    /** What rows that ended so have in common. */
    List<String> common(OutcomeKind kind, String detail) {
        return common.of(ending(kind, detail));
    }

    private static String ending(OutcomeKind kind, String detail) {
        return kind.label() + ":" + detail;
    }
}
