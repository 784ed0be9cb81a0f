package dev.constitution.runner.export;

import dev.constitution.runner.dataset.DatasetReport;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredStep;
import dev.constitution.runner.store.StoreView;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a run's rows say about the data set they make. Constant memory but for names. Not thread-safe. */
final class DatasetStatistics {
    private final DatasetReport report;
    private final SortedMap<String, Long> readings = new TreeMap<>();
    private final SortedMap<String, Long> principles = new TreeMap<>();
    private final SortedMap<String, Long> sources = new TreeMap<>();
    private final NavigableSet<String> returnedModels = new TreeSet<>();
    private final JudgedOrders orders = new JudgedOrders();

    private DatasetStatistics(DatasetReport report) {
        this.report = report;
    }

    /** Reads a store's finished rows once, but for those that gates have dropped. */
    static DatasetStatistics of(StoreView store, DatasetReport report) {
        DatasetStatistics statistics = new DatasetStatistics(report);
        Set<Long> dropped = report.droppedRows();
        Iterator<OutcomeRecord> outcomes = store.outcomes(0);
        while (outcomes.hasNext()) {
            OutcomeRecord outcome = outcomes.next();
            if (!dropped.contains(outcome.row())) {
                statistics.add(ExportRow.of(outcome));
            }
        }
        return statistics;
    }

    private void add(ExportRow row) {
        row.content().replies().forEach(reply -> reply.model().ifPresent(returnedModels::add));
        orders.add(row);
        for (StoredStep step : row.content().steps().orElse(List.of())) {
            step.revision().ifPresent(made -> readings.merge(made.reading(), 1L, Long::sum));
        }
        row.content().principles().ifPresent(used -> used.forEach(id -> principles.merge(id, 1L, Long::sum)));
        if (row.isPair()) {
            sources.merge(row.source(), 1L, Long::sum);
        }
    }

    /** What the gates over the data set found. */
    DatasetReport report() {
        return report;
    }

    /** Replies to revision requests by how they were read. */
    SortedMap<String, Long> readings() {
        return readings;
    }

    /** By a principle's id, how often pairs or conversations used it. */
    SortedMap<String, Long> principles() {
        return principles;
    }

    /** Pairs by what made them. */
    SortedMap<String, Long> sources() {
        return sources;
    }

    /** The models that answered, as they named themselves. */
    NavigableSet<String> returnedModels() {
        return returnedModels;
    }

    /** How verdicts depended on the order of the answers. */
    OrderCounts orders() {
        return orders.counts();
    }
}
