package dev.constitution.runner.input;

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

    /** Is given each pair that is read. */
    @FunctionalInterface
    public interface Each {
        void pair(LabelledPair pair) throws InterruptedException;
    }

    /** Counts the first rows of a file, and tells their form. */
    public String readAll(InputFile file, long limit, Each each) throws IOException, InterruptedException {
        try (PairReader reader = file.pairs();
                ContradictedLabels contradicted = new ContradictedLabels()) {
            for (PairReader.Row row = limit > 0 ? reader.next() : null;
                    row != null;
                    row = rows < limit ? reader.next() : null) {
                LabelledPair pair = row.pair();
                if (pair == null) {
                    addUnreadable(row.line(), String.valueOf(row.fault()));
                } else {
                    add(row.line(), contradicted.told(pair, row.line()));
                    notes.add(row.leftOut());
                    each.pair(pair);
                }
            }
            return reader.format().label();
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

    /** Rows that no model can be asked about: those that are no pair, and pairs without a prompt. */
    public long unasked() {
        return unreadable + dirt.getOrDefault(RowOddity.Kind.NO_PROMPT, 0L);
    }

    /** Rows that are a pair with something odd. */
    public long odd() {
        return odd;
    }

    /** How often what is odd occurs. */
    public Map<RowOddity.Kind, Long> dirt() {
        return dirt;
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
