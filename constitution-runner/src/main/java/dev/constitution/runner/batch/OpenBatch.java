package dev.constitution.runner.batch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A batch that is under way, with the calls that wait for it. Used under the lock of {@link Batches}. */
final class OpenBatch {
    private StoredBatch stored;
    private final RowSet rows;
    private final Map<String, BatchedCall> calls = new HashMap<>();
    private boolean cancelled;

    OpenBatch(StoredBatch stored) {
        this.stored = stored;
        this.rows = RowSet.parse(stored.rows());
    }

    StoredBatch stored() {
        return stored;
    }

    void stored(StoredBatch now) {
        stored = now;
    }

    boolean holds(String model, long row) {
        return stored.model().equals(model) && rows.contains(row);
    }

    /** Whether it has calls of a row from here on. */
    boolean reaches(long row) {
        return !rows.isBefore(row);
    }

    void add(BatchedCall call) {
        calls.put(call.customId(), call);
    }

    /** A call whose answer is there; empty for one that it has not, or that was answered before. */
    Optional<BatchedCall> take(String customId) {
        return Optional.ofNullable(calls.remove(customId));
    }

    Map<String, BatchedCall> calls() {
        return calls;
    }

    /** True the first time. */
    boolean cancel() {
        boolean first = !cancelled;
        cancelled = true;
        return first;
    }
}
