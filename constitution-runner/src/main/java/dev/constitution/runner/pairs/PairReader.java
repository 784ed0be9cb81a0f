package dev.constitution.runner.pairs;

import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.RawRecord;
import dev.constitution.runner.rows.RecordReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The labelled pairs of an input in their order, read one at a time; also those without a prompt. Not thread-safe. */
public final class PairReader implements Closeable {
    private final RecordReader records;
    private final PairRowParser parser;

    public PairReader(RecordReader records, PairRowParser parser) {
        this.records = records;
        this.parser = parser;
    }

    /**
     * What became of a row: a pair, or a fault.
     *
     * @param leftOut fields of the row that look like a part of the prompt, and are none
     */
    public record Row(
            long line,
            @Nullable LabelledPair pair,
            @Nullable String fault,
            List<String> leftOut) {}

    /** The next row, or null after the last. */
    @Nullable
    public Row next() throws IOException {
        RawRecord record = records.next();
        if (record == null) {
            return null;
        }
        try {
            PairRowParser.Labelled row = parser.pair(record.text());
            return new Row(record.line(), row.pair(), null, row.leftOut());
        } catch (BadRowException e) {
            return new Row(record.line(), null, e.getMessage(), List.of());
        }
    }

    /** The form of the pairs, known from the first row on. */
    public PairFormat format() {
        return parser.format();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
