package dev.constitution.runner.batch;

import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;

/** A set of rows that is written in few characters, {@code 0-9999,12001}: rows of a batch mostly follow each other. Immutable. */
final class RowSet {
    private final long[] first;
    private final long[] last;

    private RowSet(long[] first, long[] last) {
        this.first = first;
        this.last = last;
    }

    static RowSet of(Collection<Long> rows) {
        TreeMap<Long, Long> ranges = new TreeMap<>();
        long from = -1;
        long to = -2;
        for (long row : rows.stream().mapToLong(Long::longValue).sorted().toArray()) {
            if (row > to + 1) {
                from = row;
            }
            to = row;
            ranges.put(from, to);
        }
        return new RowSet(
                ranges.keySet().stream().mapToLong(Long::longValue).toArray(),
                ranges.values().stream().mapToLong(Long::longValue).toArray());
    }

    /** What {@link #toString} wrote. */
    static RowSet parse(String text) {
        String[] ranges = text.isEmpty() ? new String[0] : text.split(",", -1);
        long[] first = new long[ranges.length];
        long[] last = new long[ranges.length];
        for (int i = 0; i < ranges.length; i++) {
            int dash = ranges[i].indexOf('-');
            first[i] = Long.parseLong(dash < 0 ? ranges[i] : ranges[i].substring(0, dash));
            last[i] = dash < 0 ? first[i] : Long.parseLong(ranges[i].substring(dash + 1));
        }
        return new RowSet(first, last);
    }

    boolean contains(long row) {
        int at = Arrays.binarySearch(first, row);
        return at >= 0 || (at < -1 && row <= last[-at - 2]);
    }

    /** Whether all its rows are before this one. */
    boolean isBefore(long row) {
        return last.length == 0 || last[last.length - 1] < row;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < first.length; i++) {
            text.append(i == 0 ? "" : ",").append(first[i]);
            if (last[i] > first[i]) {
                text.append('-').append(last[i]);
            }
        }
        return text.toString();
    }
}
