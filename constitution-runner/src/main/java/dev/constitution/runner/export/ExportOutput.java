package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.LoneSurrogates;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.format.NotCarriedException;
import dev.constitution.runner.store.StoreView;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A form, the rows that are written in it, and where they go. */
public final class ExportOutput implements Closeable {
    /** Before the reason for which rows are in no file, or not with all their records. */
    static final String LEFT_OUT = "left out: ";

    private final ExportFormat export;
    private final Predicate<ExportRow> rows;
    private final Path file;
    private final RecordSink sink;
    private final GuessedTypes types;
    private final Predicate<ObjectNode> isHeld;
    private final SortedMap<String, Long> leftOut = new TreeMap<>();
    private long lines;
    private long withImages;

    private ExportOutput(
            ExportFormat export, Predicate<ExportRow> rows, Path file, RecordSink sink, GuessedTypes types) {
        this(export, rows, file, sink, types, record -> false);
    }

    private ExportOutput(
            ExportFormat export,
            Predicate<ExportRow> rows,
            Path file,
            RecordSink sink,
            GuessedTypes types,
            Predicate<ObjectNode> isHeld) {
        this.export = export;
        this.rows = rows;
        this.file = file;
        this.sink = sink;
        this.types = types;
        this.isHeld = isHeld;
    }

    static ExportOutput file(ExportFormat export, Predicate<ExportRow> rows, Path file) throws IOException {
        return file(export, rows, file, GuessedTypes.of(file));
    }

    /** A file that may be in another folder than the run's: images that its rows name are put beside it. */
    static ExportOutput copy(StoreView store, ExportFormat export, Predicate<ExportRow> rows, Path file)
            throws IOException {
        return new ExportOutput(export, rows, file, copySink(store, export, file), GuessedTypes.of(file));
    }

    /** Where the records of such a file go. */
    static RecordSink copySink(StoreView store, ExportFormat export, Path file) throws IOException {
        return PartTurns.of(ImagesBeside.of(RecordFile.untold(export, file), store.folder(), file), export, store);
    }

    /** @param types what the file's readers are told of its fields */
    static ExportOutput file(ExportFormat export, Predicate<ExportRow> rows, Path file, GuessedTypes types)
            throws IOException {
        return new ExportOutput(export, rows, file, new RecordFile(export, file), types);
    }

    /**
     * A file, or parts of one, none larger than a size but by a single record.
     *
     * @param export no table
     * @param isHeld records that need not be written, as they stand elsewhere
     */
    static ExportOutput parts(
            ExportFormat export,
            Predicate<ExportRow> rows,
            Path file,
            GuessedTypes types,
            long partBytes,
            Predicate<ObjectNode> isHeld)
            throws IOException {
        RecordSink parts = new PartedFile(export, file, partBytes, types::endBatch);
        return new ExportOutput(export, rows, file, parts, types, isHeld);
    }

    /**
     * An output that is no file.
     *
     * @param sink takes all rows; it is shown as {@code -}
     */
    public static ExportOutput stream(StoreView store, ExportFormat export, RecordSink sink) {
        RecordSink parts = PartTurns.of(sink, export, store);
        return new ExportOutput(export, row -> true, Path.of("-"), parts, GuessedTypes.of(Path.of("-")));
    }

    void write(ExportRow row) throws IOException {
        if (!rows.test(row)) {
            return;
        }
        try {
            List<ObjectNode> records = records(export, row, sink);
            boolean isAnyHeld = false;
            for (ObjectNode record : records) {
                if (isHeld.test(record)) {
                    isAnyHeld = true;
                } else {
                    sink.write(record);
                    types.see(record);
                    lines++;
                    withImages += record.has(ExportFormat.IMAGES) ? 1 : 0;
                }
            }
            if (isAnyHeld) {
                leaveOut(row, HeldRows.IN_FOLDER); // once, however many records it gives
            }
        } catch (NotCarriedException e) {
            leaveOut(row, e.reason());
        }
    }

    /** Counts a row that is not written. */
    void leaveOut(ExportRow row, String reason) {
        if (rows.test(row)) {
            leftOut.merge(LEFT_OUT + reason, 1L, Long::sum);
        }
    }

    /** The records of a row that can be written there. */
    public static List<ObjectNode> records(ExportFormat export, ExportRow row, RecordSink sink)
            throws NotCarriedException {
        List<ObjectNode> records = records(export, row, sink.takesEscapes());
        if (!records.isEmpty() && !sink.takesBeyondTexts()) {
            NotCarriedException.requireAll(row.beyond(), Set.of());
        }
        return records;
    }

    /**
     * The records of a row that can be written.
     *
     * @param takesEscapes whether there is a way to write text that no UTF-8 can hold
     */
    public static List<ObjectNode> records(ExportFormat export, ExportRow row, boolean takesEscapes)
            throws NotCarriedException {
        List<ObjectNode> records = export.records(row);
        if (!takesEscapes || !export.carriesLoneSurrogates()) {
            requireWholeCharacters(records);
        }
        return records;
    }

    /** Looks for text that no UTF-8 can hold. */
    public static void requireWholeCharacters(List<ObjectNode> records) throws NotCarriedException {
        if (records.stream().anyMatch(LoneSurrogates::holdsOne)) {
            throw new NotCarriedException("half of a character");
        }
    }

    void flush() throws IOException {
        sink.flush();
    }

    WrittenFile finish() throws IOException {
        List<Path> parts = sink.finish();
        leftOut.putAll(sink.remarks());
        if (withImages > 0) {
            leftOut.put(WrittenFile.WITH_IMAGES, withImages);
        }
        return new WrittenFile(file, parts.isEmpty() ? List.of(file) : parts, lines, leftOut, types.warnings());
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
