package dev.constitution.runner.rows;

import org.jspecify.annotations.Nullable;

/**
 * Ends a record at a line's end outside quotes, as RFC 4180 has it, whichever {@link RecordBoundary#lines line end} that is. A quote in a quoted cell may also be written
 * {@code \"}, as databases do: where that is followed by anything but a delimiter, a line's end or a quote, it cannot end the
 * cell, and from there on it ends none in this record.
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
        QUOTE_IN_QUOTED,
        /** After a quote that a backslash precedes, in a record that has not told yet what that means. */
        ESCAPED_QUOTE
    }

    private final char delimiter;
    private State state = State.CELL_START;
    private boolean afterBackslash;
    private boolean escapes;
    private final Place here = new Place();
    private Place opened = here;

    public CsvBoundary(char delimiter) {
        this.delimiter = delimiter;
    }

    /** Where a byte stands: its line, and its character in it, both from 1. */
    private static final class Place {
        private long line = 1;
        private long character;
        private int previous;

        Place copy() {
            Place copy = new Place();
            copy.line = line;
            copy.character = character;
            return copy;
        }

        void step(int b) {
            boolean begins = previous == '\r' ? b != '\n' : previous == '\n';
            line += begins ? 1 : 0;
            character = begins ? 0 : character;
            character +=
                    (b & 0xC0) == 0x80 && b < 0x100 ? 0 : 1; // the further bytes of a character are none of their own
            previous = b;
        }

        @Override
        public String toString() {
            return "line " + line + ", character " + character;
        }
    }

    @Override
    public Step step(int b) {
        here.step(b);
        if (state == State.ESCAPED_QUOTE) {
            escapes = b != delimiter && b != '\n' && b != '\r' && b != '"';
            state = escapes ? State.QUOTED : State.QUOTE_IN_QUOTED;
        }
        if (state == State.QUOTED) {
            inQuotes(b);
            return Step.KEEP;
        }
        if (RecordBoundary.isLineEnd(b)) {
            state = State.CELL_START;
            escapes = false;
            return Step.END;
        }
        if (b == delimiter) {
            state = State.CELL_START;
        } else if (b == '"' && state != State.UNQUOTED) {
            opened = state == State.CELL_START ? here.copy() : opened;
            state = State.QUOTED;
            afterBackslash = false;
        } else {
            state = State.UNQUOTED;
        }
        return Step.KEEP;
    }

    private void inQuotes(int b) {
        if (b != '"') {
            afterBackslash = b == '\\' && !afterBackslash;
        } else if (!afterBackslash) {
            state = State.QUOTE_IN_QUOTED;
        } else {
            afterBackslash = false;
            state = escapes ? State.QUOTED : State.ESCAPED_QUOTE;
        }
    }

    /** A record whose quotes in quoted cells are all doubled; the record itself where it has none after a backslash. */
    static String withDoubledQuotes(String record, char delimiter) {
        if (!record.contains("\\\"")) {
            return record;
        }
        CsvBoundary boundary = new CsvBoundary(delimiter);
        StringBuilder doubled = new StringBuilder(record.length() + 8);
        int pending = -1; // the backslash before a quote of which the next character tells what it is
        boolean told = false;
        for (int i = 0; i < record.length(); i++) {
            char c = record.charAt(i);
            boolean escapedQuote = c == '"' && boundary.afterBackslash && boundary.state == State.QUOTED;
            boundary.step(c);
            if (pending >= 0 && boundary.escapes) {
                doubled.setCharAt(pending, '"');
            }
            pending = escapedQuote && boundary.state == State.ESCAPED_QUOTE ? doubled.length() - 1 : -1;
            if (escapedQuote && boundary.state == State.QUOTED) {
                doubled.setCharAt(doubled.length() - 1, '"');
            }
            told |= boundary.escapes;
            doubled.append(c);
        }
        return told ? doubled.toString() : record;
    }

    @Override
    public @Nullable String faultAtEnd() {
        return state == State.QUOTED
                ? "the quote at " + opened
                        + " opens a cell that is never closed, so no row after it could be read; close or"
                        + " double the quote"
                : null;
    }

    /** Says where in a record text follows a cell's closing quote, with the quote that opened it. */
    static String strayText(String record, char delimiter) {
        CsvBoundary boundary = new CsvBoundary(delimiter);
        for (int i = 0; i < record.length(); i++) {
            boolean closed = boundary.state == State.QUOTE_IN_QUOTED;
            boundary.step(record.charAt(i));
            if (closed && boundary.state == State.UNQUOTED) {
                return "text follows a cell's closing quote, at " + boundary.here
                        + " of the row; its opening quote stands" + " at " + boundary.opened
                        + "; double a quote that belongs to the cell, and close one that is open";
            }
        }
        return "the quotes of the row do not fit together; double a quote that belongs to a cell";
    }
}
