package dev.constitution.runner.label;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.format.NativeExport;
import dev.constitution.runner.format.NotCarriedException;
import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.OutcomeKind;
import dev.constitution.runner.store.OutcomeRecord;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredLabels;
import dev.constitution.runner.store.StoredOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes people's labels: as lines that {@link LabelImport} reads, or as preference pairs in a trainer's form. A choice is a pair
 * of the two answers; a correction is a revision by a person, a pair of what they wrote and the answer that they had before them.
 */
public final class LabelExport {
    /** What made such a pair, beside {@code revision} and {@code comparison}. */
    public static final String SOURCE = "person";

    private final StoreView store;

    public LabelExport(StoreView store) {
        this.store = store;
    }

    /**
     * What was written.
     *
     * @param written lines
     * @param leftOut labels that give no pair: ties, skipped ones, those of answers that were made anew, pairs that the form cannot
     *     hold unchanged
     */
    public record Result(long written, long leftOut) {}

    /** A pair that a person made. */
    private record PersonPair(Label label, LabelTask task, String chosen, String rejected) {
        ExportRow row() {
            StoredOutcome content = StoredOutcome.ofPair(task.prompt(), task.turns(), chosen, rejected, SOURCE);
            return new ExportRow(
                    new OutcomeRecord(task.row(), task.prompt(), OutcomeKind.PAIR, "", Json.line(content)), content);
        }
    }

    /** All labels, one a line. */
    public List<String> lines() {
        String run = RunManifest.of(store).identity();
        return StoredLabels.in(store).stream()
                .map(label -> LabelLine.of(label, run))
                .toList();
    }

    /** Writes lines to a file, in place whole or not at all. */
    public static void write(List<String> lines, Path file) {
        WholeFile.write(file, out -> {
            for (String line : lines) {
                out.write(line + "\n");
            }
        });
    }

    /**
     * The pairs that people's labels give, one a line.
     *
     * @param lines takes them
     */
    public Result pairs(ExportFormat form, List<String> lines) {
        LabelTasks tasks = new LabelTasks(store);
        long leftOut = 0;
        for (Label label : StoredLabels.in(store)) {
            Optional<LabelTask> task = tasks.of(label.row()).stream()
                    .filter(one -> one.isOf(label))
                    .findFirst();
            List<PersonPair> pairs = task.map(one -> pairs(label, one)).orElse(List.of());
            int before = lines.size();
            for (PersonPair pair : pairs) {
                lines.addAll(lines(form, pair));
            }
            leftOut += lines.size() == before ? 1 : 0;
        }
        return new Result(lines.size(), leftOut);
    }

    private static List<PersonPair> pairs(Label label, LabelTask task) {
        List<PersonPair> pairs = new ArrayList<>();
        String preferred = label.preferred(task.sides().a());
        String answer = task.answer(preferred);
        if (label.choice().isDecided()) {
            pairs.add(
                    new PersonPair(label, task, answer, task.answer(task.sides().other(preferred))));
        }
        label.correction()
                .filter(text -> !text.equals(answer))
                .ifPresent(text -> pairs.add(new PersonPair(label, task, text, answer)));
        return pairs;
    }

    private static List<String> lines(ExportFormat form, PersonPair pair) {
        try {
            List<String> lines = new ArrayList<>();
            for (ObjectNode record : form.records(pair.row())) {
                if (form instanceof NativeExport) {
                    record.put("labeller", pair.label().labeller());
                    record.put(
                            "correction",
                            !pair.chosen().equals(pair.task().a())
                                    && !pair.chosen().equals(pair.task().b()));
                    record.set("sides", Json.MAPPER.valueToTree(pair.task().sides()));
                }
                lines.add(Json.line(json -> json.writeTree(record)));
            }
            return lines;
        } catch (NotCarriedException e) {
            return List.of();
        }
    }
}
