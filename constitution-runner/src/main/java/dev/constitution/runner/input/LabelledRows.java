package dev.constitution.runner.input;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.PairReader;
import dev.constitution.runner.rows.RowOddity;
import dev.constitution.source.FaultText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was found on reading a file of labelled pairs. Not thread-safe. */
public final class LabelledRows {
    private final String location;
    private final Map<RowOddity.Kind, Long> dirt = new EnumMap<>(RowOddity.Kind.class);
    private final List<String> namedUnreadable = new ArrayList<>();
    private final List<String> namedOdd = new ArrayList<>();
    private final InputNotes.Counter notes = new InputNotes.Counter();
    private long rows;
    private long unreadable;
    private long odd;

    public LabelledRows(String location) {
        this.location = location;
    }

    /** Counts the first rows of a file, and tells their form. */
    public String readAll(InputFile file, long limit) throws IOException {
        try (PairReader reader = file.pairs()) {
            for (PairReader.Row row = limit > 0 ? reader.next() : null;
                    row != null;
                    row = rows < limit ? reader.next() : null) {
                add(row);
            }
            return reader.format().label();
        }
    }

    /** Counts a row. */
    public void add(PairReader.Row row) {
        if (row.pair() == null) {
            addUnreadable(row.line(), String.valueOf(row.fault()));
        } else {
            add(row.line(), row.pair());
            notes.add(row.leftOut());
        }
    }

    /** What of the rows is not part of their prompts. */
    public InputNotes notes() {
        return notes.notes();
    }

    private void addUnreadable(long line, String fault) {
        rows++;
        unreadable++;
        name(namedUnreadable, line, "not counted: " + fault);
    }

    private void add(long line, LabelledPair pair) {
        rows++;
        odd += pair.dirt().isEmpty() ? 0 : 1;
        for (RowOddity found : pair.dirt()) {
            dirt.merge(found.kind(), 1L, Long::sum);
            name(namedOdd, line, found.message());
        }
    }

    private void name(List<String> named, long line, String message) {
        if (named.size() < FaultText.NAMED) {
            named.add(FaultText.line(location + ":" + line + ": " + message));
        }
    }

    public String location() {
        return location;
    }

    /** All rows read. */
    public long rows() {
        return rows;
    }

    /** Rows that are no pair. */
    public long unreadable() {
        return unreadable;
    }

    /** Rows that are a pair with something odd. */
    public long odd() {
        return odd;
    }

    /** How often what is odd occurs. */
    public Map<RowOddity.Kind, Long> dirt() {
        return dirt;
    }

    /**
     * Refuses a file with rows that are no pair.
     *
     * @throws UsageException with the line of each, up to 20
     */
    public void requireAllReadable() {
        if (unreadable > 0) {
            throw new UsageException(FaultText.list(namedUnreadable, unreadable));
        }
    }

    /** The first of both with their lines, and how many more there are; the unreadable ones first. */
    public List<String> named() {
        List<String> lines = new ArrayList<>(namedUnreadable);
        lines.addAll(namedOdd);
        long found =
                unreadable + dirt.values().stream().mapToLong(Long::longValue).sum();
        if (found > lines.size()) {
            lines.add("… and " + (found - lines.size()) + " more");
        }
        return lines;
    }
}
