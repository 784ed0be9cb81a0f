package dev.constitution.runner.input;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.pairs.PairRowParser;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.CsvRowParser;
import dev.constitution.runner.rows.CsvTable;
import dev.constitution.runner.rows.InputFormat;
import dev.constitution.runner.rows.JsonRowParser;
import dev.constitution.runner.rows.RawRecord;
import dev.constitution.runner.rows.RecordBoundary;
import dev.constitution.runner.rows.RecordReader;
import dev.constitution.runner.rows.RowParser;
import dev.langchain4j.data.message.UserMessage;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an input in their order, read one at a time. A row that cannot be used is a row of its own kind and does not
 * stop the others; blank lines are no rows. Not thread-safe.
 *
 * <p>Memory holds one row; hashes of the rows that came without an id, to tell equal prompts apart, go to a temporary file
 * when they are many.
 */
public final class PromptReader implements Iterator<InputRow>, Closeable {
    private final RecordReader records;
    private final RowParser parser;
    private final ImageIntake images;
    private final PromptIds occurrences = new PromptIds();
    private final Function<List<Message>, String> ids;
    private @Nullable InputRow next;

    private PromptReader(RecordReader records, RowParser parser, ImageIntake images, boolean apart) {
        this.records = records;
        this.parser = parser;
        this.images = images;
        this.ids = apart ? occurrences::next : PromptIds::of;
    }

    /**
     * Reads a piece of an input, a row of JSON a line. Who has all pieces tells rows apart that came without an id and are
     * equal: here they are of one name.
     *
     * @param images looks for those of the rows and keeps them
     */
    public static PromptReader ofPiece(PromptSource source, InputStream lines, ImageKeeper images) throws IOException {
        RecordReader records = new RecordReader(lines, RecordBoundary.lines(), source.maxRowBytes());
        InputContent content = new InputContent(source, new BufferedInputStream(lines), InputFormat.JSONL);
        return new PromptReader(records, parser(content, records, ','), new PieceImages(images), false);
    }

    /**
     * Reads content that begins with the first row, or with the header of a table.
     *
     * @param images finds those of the rows; closed with the reader
     */
    static PromptReader of(InputContent content, ImageIntake images) throws IOException {
        char delimiter = content.delimiter();
        RecordReader records = content.records();
        return new PromptReader(records, parser(content, records, delimiter), images, true);
    }

    private static RowParser parser(InputContent content, RecordReader records, char delimiter) throws IOException {
        PromptSource source = content.source();
        InputFormat format = content.format();
        PairFormat pairs = source.pairs();
        if (pairs != null) {
            return PairRowParser.of(source.location(), pairs, source.promptField(), records, format, delimiter);
        }
        return switch (format) {
            case JSONL, HH_RLHF ->
                new JsonRowParser(
                        format == InputFormat.HH_RLHF, source.promptField(), source.idField(), source.dropLastAnswer());
            case CSV, TSV -> underHeader(source, records, delimiter);
            case TEXT -> RowParser.text();
        };
    }

    private static RowParser underHeader(PromptSource source, RecordReader records, char delimiter) throws IOException {
        CsvTable table = CsvTable.of(source.location(), records, delimiter);
        return CsvRowParser.of(table, source.promptField(), source.idField(), source.dropLastAnswer());
    }

    @Override
    public boolean hasNext() {
        try {
            RawRecord record = next == null ? records.next() : null;
            if (record != null) {
                next = row(record);
            } else if (next == null) {
                images.ended();
            }
            return next != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Refuses an input in which there is nothing to read.
     *
     * @throws UsageException if it has no rows; asked before the first is taken
     */
    public void requireRows(String location) {
        if (!hasNext()) {
            throw InputScan.noRows(location);
        }
    }

    @Override
    public InputRow next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        InputRow row = next;
        next = null;
        return row;
    }

    /** Leaves a row out, which then takes no part in telling equal prompts apart. */
    public void skip() {
        try {
            if (next == null) {
                var unused = records.next();
            }
            next = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InputRow row(RawRecord record) throws IOException {
        try {
            RowParser.Draft draft = parser.parse(record.text());
            List<String> faults = new ArrayList<>(Prompt.faultsOf(ofText(draft.messages())));
            List<Message> messages = draft.messages();
            boolean dependsOnFiles = false;
            try {
                messages = images.found(record.line(), messages);
            } catch (BadRowException e) {
                faults.add(String.valueOf(e.getMessage()));
                dependsOnFiles = true;
            }
            if (!faults.isEmpty()) {
                return new InputRow.Bad(record.line(), String.join("; ", faults), dependsOnFiles);
            }
            String id = draft.id() == null ? ids.apply(messages) : draft.id();
            Prompt prompt = new Prompt(id, messages, draft.tools(), draft.metadata());
            return new InputRow.Read(prompt, record.line(), draft.notes());
        } catch (BadRowException e) {
            return new InputRow.Bad(record.line(), String.valueOf(e.getMessage()));
        }
    }

    /** Turns that an image is part of stand where others do: unlike a program's memory a row holds the whole conversation. */
    private static List<Message> ofText(List<Message> turns) {
        return turns.stream()
                .map(turn ->
                        turn.carried().filter(UserMessage.class::isInstance).isPresent()
                                ? Message.user("[image]")
                                : turn)
                .toList();
    }

    @Override
    public void close() throws IOException {
        occurrences.close();
        images.close();
        records.close();
    }
}
