package dev.constitution.runner;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The labelled pairs of an input in their order, read one at a time; also those without a prompt. Not thread-safe. */
final class PairReader implements Closeable {
    private final RecordReader records;
    private final PairRowParser parser;

    PairReader(RecordReader records, PairRowParser parser) {
        this.records = records;
        this.parser = parser;
    }

    /** What became of a row: a pair, or a fault. */
    record Row(
            long line,
            @Nullable LabelledPair pair,
            @Nullable String fault) {}

    /** The next row, or null after the last. */
    @Nullable
    Row next() throws IOException {
        RawRecord record = records.next();
        if (record == null) {
            return null;
        }
        try {
            return new Row(record.line(), parser.pair(record.text()), null);
        } catch (BadRowException e) {
            return new Row(record.line(), null, e.getMessage());
        }
    }

    /** The form of the pairs, known from the first row on. */
    PairFormat format() {
        return parser.format();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
