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
        this.mostBytes = Math.min(
                limits.bytes(),
                Math.max(LEAST_BYTES, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / PARTS_OF_HEAP)));
    }

    /** Whether a row's calls would make it too large; a row is not parted, so the first one always fits. */
    boolean isFullFor(List<Line> more) {
        long bytes = more.stream().mapToLong(line -> line.text().length() + 1L).sum();
        return !calls.isEmpty() && (calls.size() + more.size() > mostCalls || lines.size() + bytes > mostBytes);
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
