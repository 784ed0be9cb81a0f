package dev.constitution.runner.rows;

import org.jspecify.annotations.Nullable;

/**
 * Ends a record at a line feed outside quotes, as RFC 4180 has it.
 *
 * <p>The library that reads a record's cells, see {@link CsvTable}, could find records too, but not in files that are
 * damaged or too large: after a malformed record it goes on from the middle and takes the rest for a record, it keeps a
 * record of any length in memory, and one byte that is not UTF-8 ends the whole file. A test holds both to the same
 * records.
 */
public final class CsvBoundary implements RecordBoundary {
    private enum State {
        CELL_START,
        UNQUOTED,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final char delimiter;
    private State state = State.CELL_START;

    public CsvBoundary(char delimiter) {
        this.delimiter = delimiter;
    }

    @Override
    public Step step(int b) {
        if (state == State.QUOTED) {
            state = b == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
            return Step.KEEP;
        }
        if (b == '\n') {
            state = State.CELL_START;
            return Step.END;
        }
        if (b == delimiter) {
            state = State.CELL_START;
        } else if (b == '"' && state != State.UNQUOTED) {
            state = State.QUOTED;
        } else {
            state = State.UNQUOTED;
        }
        return Step.KEEP;
    }

    @Override
    public @Nullable String faultAtEnd() {
        return state == State.QUOTED
                ? "a quoted cell begins in this row and is never closed, so no row after it could be read; close or double"
                        + " the quote"
                : null;
    }
}
