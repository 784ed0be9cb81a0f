package dev.constitution.runner.batch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A batch that is not sent yet. Used by one thread at a time. */
final class Draft {
    /** A batch is held in memory more than once while it is sent. */
    private static final long MOST_BYTES = 32 << 20;

    private static final int PARTS_OF_HEAP = 64;
    private static final int LEAST_BYTES = 256 << 10;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final List<BatchedCall> calls = new ArrayList<>();
    private final Set<Long> rows = new HashSet<>();
    private final int mostCalls;
    private final long mostBytes;

    /** @param size the most requests that the run wants */
    Draft(BatchApi.Limits limits, int size) {
        this.mostCalls = Math.min(limits.requests(), size);
        this.mostBytes = mostBytes(limits);
    }

    private static long mostBytes(BatchApi.Limits limits) {
        return Math.min(
                limits.bytes(),
                Math.max(LEAST_BYTES, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / PARTS_OF_HEAP)));
    }

    private static long bytes(List<Line> lines) {
        return lines.stream().mapToLong(line -> line.text().length() + 1L).sum();
    }

    /** What of a row's calls goes together: all, or each by itself where no batch would hold them all. */
    static List<List<Line>> parts(List<Line> row, BatchApi.Limits limits) {
        return bytes(row) > mostBytes(limits) ? row.stream().map(List::of).toList() : List.of(row);
    }

    /** Whether these would make it too large; the first ones always fit. */
    boolean isFullFor(List<Line> more) {
        return !calls.isEmpty() && (calls.size() + more.size() > mostCalls || lines.size() + bytes(more) > mostBytes);
    }

    /**
     * A call with its line.
     *
     * @param text in ASCII
     */
    record Line(BatchedCall call, String text) {}

    void add(Line line) {
        lines.writeBytes(line.text().getBytes(StandardCharsets.UTF_8));
        lines.write('\n');
        calls.add(line.call());
        rows.add(line.call().row());
    }

    List<BatchedCall> calls() {
        return calls;
    }

    RowSet rows() {
        return RowSet.of(rows);
    }

    byte[] lines() {
        return lines.toByteArray();
    }
}
