package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Prompt;
import dev.constitution.gate.Gate;
import dev.constitution.runner.base.HashIndex;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.dataset.DatasetGates;
import dev.constitution.runner.dataset.DatasetPair;
import dev.constitution.runner.dataset.DatasetReport;
import dev.constitution.runner.dataset.TokenCounter;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.outcome.OutcomeKind;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gates over a whole data set, as the rows of a store go through them in the input's order. What they keep out is kept
 * out of every file of an export. Used by one thread.
 */
public final class ExportGates implements Closeable {
    /** The report's name where it does not follow from another file's. */
    static final String REPORT = "data-report.json";

    private final HashIndex pairs = new HashIndex();
    private final Function<ExportRow, Optional<Gate.Objection>> held;
    private final List<DatasetReport.Dropped> dropped = new ArrayList<>();
    private final Function<DatasetPair, Optional<Gate.Objection>> objections;
    private final Consumer<DatasetPair> others;
    private final Supplier<DatasetReport> report;
    private final Optional<TrainTestSplit> split;
    private final Optional<String> classField;
    private List<String> ofFiles = List.of();

    /**
     * @param nearDuplicates the share of phrases in common from which pairs count as nearly the same
     * @param classField the field of the prompts' metadata by which evasive answers are counted
     * @param tokens counts the tokens that the report tells of
     */
    public ExportGates(
            OptionalDouble nearDuplicates,
            Optional<TrainTestSplit> split,
            Optional<String> classField,
            TokenCounter tokens) {
        this(nearDuplicates, split, classField, tokens, row -> Optional.empty());
    }

    /**
     * Those of pairs that are added to others, which {@link #hold} takes where near duplicates of them are to be kept out too.
     *
     * @param held objects to what the others are already
     */
    ExportGates(
            OptionalDouble nearDuplicates,
            Optional<TrainTestSplit> split,
            Optional<String> classField,
            TokenCounter tokens,
            Function<ExportRow, Optional<Gate.Objection>> held) {
        DatasetGates all = nearDuplicates.isPresent()
                ? DatasetGates.ofNearDuplicates(nearDuplicates.getAsDouble(), this::earlierRow)
                : DatasetGates.ofDuplicates(this::earlierRow);
        DatasetGates gates = all.countedBy(tokens);
        this.others = gates::hold;
        this.objections = gates::offer;
        this.report = () -> gates.report().alsoDropped(dropped);
        this.held = held;
        this.split = split;
        this.classField = classField;
    }

    /**
     * Those of the files that every run writes, once more, as the run has told of them: no text is looked at again.
     *
     * @param told of all pairs that will be offered
     */
    public ExportGates(DatasetReport told) {
        Map<Long, Gate.Objection> dropped = new HashMap<>();
        told.dropped().forEach(pair -> dropped.put(pair.row(), new Gate.Objection(pair.gate(), pair.reason())));
        this.objections = pair -> Optional.ofNullable(dropped.get(pair.row()));
        this.others = pair -> {};
        this.report = () -> told;
        this.held = row -> Optional.empty();
        this.split = Optional.empty();
        this.classField = Optional.empty();
    }

    /** Those of the files that every run writes. */
    public static ExportGates ofRun() {
        return new ExportGates(OptionalDouble.empty(), Optional.empty(), Optional.empty(), TokenCounter.estimate());
    }

    /** Takes a pair that stands elsewhere in the data set, before the first row. */
    void hold(DatasetPair pair) {
        others.accept(pair);
    }

    /** Takes the next row; an objection keeps it out. A row that is neither a pair nor a conversation is not looked at. */
    public Optional<Gate.Objection> offer(ExportRow row) {
        if (row.outcome().kind() == OutcomeKind.CONVERSATION) {
            OptionalLong earlier =
                    earlierRow(row.hash().orElseThrow(), row.outcome().row());
            return earlier.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Gate.Objection(
                            "duplicate",
                            "the conversation of row " + (earlier.getAsLong() + 1) + " has the same turns"));
        }
        if (!row.isPair()) {
            return Optional.empty();
        }
        Optional<Gate.Objection> objection = held.apply(row);
        objection.ifPresent(why -> dropped.add(
                new DatasetReport.Dropped(row.outcome().row(), row.outcome().id(), why.gate(), why.reason())));
        return objection.isPresent() ? objection : objections.apply(pair(row));
    }

    /** Takes what readers will make of the files that the pairs were written to. */
    void written(List<WrittenFile> files) {
        ofFiles = files.stream()
                .flatMap(file ->
                        file.warnings().stream().map(warning -> file.file().getFileName() + ": " + warning))
                .toList();
    }

    public DatasetReport report() {
        return report.get().withFiles(ofFiles);
    }

    private OptionalLong earlierRow(long hash, long row) {
        long earlier = pairs.update(hash, 0, former -> former == 0 ? row + 1 : former);
        return earlier == 0 ? OptionalLong.empty() : OptionalLong.of(earlier - 1);
    }

    /** Ends the taking of rows; the report can still be asked for. */
    @Override
    public void close() {
        pairs.close();
    }

    private DatasetPair pair(ExportRow row) {
        return pair(
                row,
                split.map(sides -> sides.side(row).label()),
                classField.map(field -> promptClass(row.content().metadata().get(field))));
    }

    static DatasetPair pair(ExportRow row, Optional<String> split, Optional<String> promptClass) {
        return new DatasetPair(
                row.outcome().row(),
                new Prompt(row.outcome().id(), row.prompt(), row.tools(), Map.of()),
                row.chosen(),
                row.rejected(),
                split,
                promptClass);
    }

    /** What a field of the input says, as JSON's text. */
    private static String promptClass(@Nullable Object value) {
        return Json.MAPPER.<JsonNode>valueToTree(value).asText("none");
    }
}
