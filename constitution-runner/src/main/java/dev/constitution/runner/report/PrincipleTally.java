package dev.constitution.runner.report;

import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How often the critic objects by each principle, and how often the revision by it becomes the answer. */
final class PrincipleTally implements Tally {
    private static final String KEEP = "keep";

    private final Map<String, Counts> principles = new TreeMap<>();

    private static final class Counts {
        private long critiques;
        private long objections;
        private long steps;
        private long changes;
    }

    @Override
    public void add(StoredOutcome outcome, ReportRow row) {
        row.ways().forEach(way -> way.steps().forEach(this::add));
    }

    private void add(ReportRow.Step step) {
        Counts counts = principles.computeIfAbsent(step.principle(), any -> new Counts());
        counts.steps++;
        counts.changes += step.accepted().orElse(false) ? 1 : 0;
        step.decision().ifPresent(decision -> {
            counts.critiques++;
            counts.objections += decision.equals(KEEP) ? 0 : 1;
        });
    }

    @Override
    public Optional<FigureTable> table() {
        if (principles.isEmpty()) {
            return Optional.empty();
        }
        List<FigureTable.Row> rows = principles.entrySet().stream()
                .map(entry -> new FigureTable.Row(
                        entry.getKey(),
                        Optional.of(PageLink.to("principle", entry.getKey())),
                        List.of(
                                share(entry.getValue().objections, entry.getValue().critiques),
                                share(entry.getValue().changes, entry.getValue().steps))))
                .toList();
        return Optional.of(new FigureTable(
                "principles",
                "Principles",
                "Of the times that each was asked about. Critiques that state no decision count as objections, since the"
                        + " answer is revised.",
                "principle",
                List.of("the critic objects", "the answer changes"),
                rows));
    }

    private static FigureTable.Cell share(long hits, long of) {
        return FigureTable.Cell.share(new Proportion(hits, of).figure(Level.DEFAULT));
    }
}
