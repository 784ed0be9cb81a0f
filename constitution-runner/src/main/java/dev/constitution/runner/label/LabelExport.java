package dev.constitution.runner.label;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.export.ExportOutput;
import dev.constitution.runner.export.FileExport;
import dev.constitution.runner.export.RecordSink;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.format.NativeExport;
import dev.constitution.runner.format.NotCarriedException;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredLabels;
import java.io.IOException;
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
     * @param hasImages whether a line has images
     */
    public record Result(long written, long leftOut, boolean hasImages) {}

    /** A pair that a person made. */
    private record PersonPair(Label label, LabelTask task, String chosen, String rejected) {
        ExportRow row() {
            StoredOutcome content =
                    StoredOutcome.ofPair(task.prompt(), task.turns(), task.tools(), chosen, rejected, SOURCE);
            return ExportRow.of(new OutcomeRecord(task.row(), task.prompt(), OutcomeKind.PAIR, "", content));
        }
    }

    /** All labels, one a line. */
    public List<String> lines() {
        String run = RunManifest.of(store).identity();
        return StoredLabels.in(store).stream()
                .map(label -> LabelLine.of(label, run))
                .toList();
    }

    /** Writes labels' lines to a file, in place whole or not at all. */
    public static void write(List<String> lines, Path file) {
        WholeFile.write(file, out -> {
            for (String line : lines) {
                out.write(line + "\n");
            }
        });
    }

    /**
     * Writes the pairs that people's labels give to a file, in place whole or not at all.
     *
     * @throws dev.constitution.runner.base.UsageException if the form does not go into such a file
     */
    public Result pairs(ExportFormat form, Path file) throws IOException {
        ExportFormat labelled = form instanceof NativeExport ? new LabelledForm(form) : form;
        return FileExport.write(store, labelled, file, sink -> pairs(form, sink));
    }

    /**
     * The pairs that people's labels give.
     *
     * @param sink takes them
     */
    public Result pairs(ExportFormat form, RecordSink sink) throws IOException {
        LabelTasks tasks = new LabelTasks(store);
        long written = 0;
        long leftOut = 0;
        boolean hasImages = false;
        for (Label label : StoredLabels.in(store)) {
            Optional<LabelTask> task = tasks.of(label.row()).stream()
                    .filter(one -> one.isOf(label))
                    .findFirst();
            List<PersonPair> pairs = task.map(one -> pairs(label, one)).orElse(List.of());
            long before = written;
            for (PersonPair pair : pairs) {
                for (ObjectNode record : records(form, pair, sink)) {
                    sink.write(record);
                    written++;
                    hasImages |= record.has(ExportFormat.IMAGES);
                }
            }
            leftOut += written == before ? 1 : 0;
        }
        return new Result(written, leftOut, hasImages);
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

    private static List<ObjectNode> records(ExportFormat form, PersonPair pair, RecordSink sink) {
        try {
            List<ObjectNode> records = ExportOutput.records(form, pair.row(), sink);
            if (form instanceof NativeExport) {
                records.forEach(record -> LabelledForm.mark(
                        record,
                        pair.label().labeller(),
                        !pair.chosen().equals(pair.task().a())
                                && !pair.chosen().equals(pair.task().b()),
                        pair.task().sides()));
            }
            return records;
        } catch (NotCarriedException e) {
            return List.of();
        }
    }
}
