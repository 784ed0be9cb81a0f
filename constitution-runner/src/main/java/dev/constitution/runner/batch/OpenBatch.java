package dev.constitution.runner.batch;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A batch that is under way, with the calls that wait for it. Used under the lock of {@link Batches}. */
final class OpenBatch {
    private StoredBatch stored;
    private final RowSet rows;
    /** In the order of the batch's requests. */
    private final Map<String, BatchedCall> calls = new LinkedHashMap<>();

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

    /** The rows of requests by their numbers in the batch, from 1; empty where an earlier start has put it together. */
    Set<Long> rowsAt(List<Integer> numbers) {
        List<BatchedCall> all = List.copyOf(calls.values());
        Set<Long> found = new HashSet<>();
        if (all.size() == stored.requests() && all.stream().allMatch(BatchedCall::isOurs)) {
            numbers.stream()
                    .filter(number -> number >= 1 && number <= all.size())
                    .forEach(number -> found.add(all.get(number - 1).row()));
        }
        return found;
    }

    /** A call whose answer is there; empty for one that it has not, or that was answered before. */
    Optional<BatchedCall> take(String customId) {
        return Optional.ofNullable(calls.remove(customId));
    }

    /** All that still wait for it. */
    List<BatchedCall> takeAll() {
        List<BatchedCall> all = List.copyOf(calls.values());
        calls.clear();
        return all;
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
