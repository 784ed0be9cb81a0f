package dev.constitution.runner.report;

import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Mean;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.store.OutcomeKind;
import dev.constitution.runner.store.StoredArm;
import dev.constitution.runner.store.StoredOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of each arm of an experiment. */
final class ArmTally implements Tally {
    private final Map<String, Counts> arms = new LinkedHashMap<>();

    private static final class Counts {
        private long rows;
        private long failed;
        private long changed;
        private final List<Double> lengths = new ArrayList<>();
    }

    @Override
    public void add(StoredOutcome outcome, ReportRow row) {
        for (StoredArm arm : outcome.arms()) {
            Counts counts = arms.computeIfAbsent(arm.arm(), any -> new Counts());
            counts.rows++;
            counts.failed += arm.ending() == OutcomeKind.FAILED ? 1 : 0;
            counts.changed += arm.ending() == OutcomeKind.PAIR ? 1 : 0;
            arm.outcome()
                    .answer()
                    .filter(any -> arm.ending() != OutcomeKind.FAILED)
                    .ifPresent(answer -> counts.lengths.add((double) answer.codePointCount(0, answer.length())));
        }
    }

    @Override
    public Optional<FigureTable> table() {
        if (arms.isEmpty()) {
            return Optional.empty();
        }
        List<FigureTable.Row> rows = arms.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
        return Optional.of(new FigureTable(
                "arms",
                "Arms",
                "What each arm did with the same prompts. Lengths are in characters.",
                "arm",
                List.of("failed", "answers that revision changed", "mean length"),
                rows));
    }

    private static FigureTable.Row row(String arm, Counts counts) {
        double[] lengths = counts.lengths.stream().mapToDouble(length -> length).toArray();
        return new FigureTable.Row(
                arm,
                Optional.of(PageLink.to("preferred", arm)),
                List.of(
                        FigureTable.Cell.share(new Proportion(counts.failed, counts.rows).figure(Level.DEFAULT)),
                        FigureTable.Cell.share(
                                new Proportion(counts.changed, counts.rows - counts.failed).figure(Level.DEFAULT)),
                        FigureTable.Cell.number(Mean.of(lengths, Level.DEFAULT))));
    }
}
