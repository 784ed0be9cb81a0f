package dev.constitution.runner.store;

import dev.constitution.runner.outcome.OutcomeKind;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many rows ended as what.
 *
 * @param byKind the rows of each kind by detail: the gate or the kind of failure, empty for a pair
 * @param firstRows the first of these rows in the input's order, from 0; none where they are not known
 */
public record OutcomeCounts(
        SortedMap<OutcomeKind, SortedMap<String, Long>> byKind,
        SortedMap<OutcomeKind, SortedMap<String, Long>> firstRows) {

    public OutcomeCounts {
        byKind = copy(byKind);
        firstRows = copy(firstRows);
    }

    /** Counts alone. */
    public OutcomeCounts(SortedMap<OutcomeKind, SortedMap<String, Long>> byKind) {
        this(byKind, Collections.emptySortedMap());
    }

    /** Those of a store, of which single records are not looked at. */
    static OutcomeCounts of(StoreQueries queries) {
        SortedMap<OutcomeKind, SortedMap<String, Long>> counts = new TreeMap<>();
        SortedMap<OutcomeKind, SortedMap<String, Long>> first = new TreeMap<>();
        queries.query("SELECT kind, detail, count(*), min(row) FROM outcome GROUP BY kind, detail", result -> {
            OutcomeKind kind = kind(result.getString(1), result.getLong(4));
            String detail = result.getString(2);
            counts.computeIfAbsent(kind, any -> new TreeMap<>()).put(detail, result.getLong(3));
            first.computeIfAbsent(kind, any -> new TreeMap<>()).put(detail, result.getLong(4));
        });
        return new OutcomeCounts(counts, first);
    }

    /**
     * The same, with each record held against its checksum.
     *
     * @throws CorruptStoreException if one is damaged
     */
    static OutcomeCounts ofIntact(StoreQueries queries) {
        SortedMap<OutcomeKind, SortedMap<String, Long>> counts = new TreeMap<>();
        SortedMap<OutcomeKind, SortedMap<String, Long>> first = new TreeMap<>();
        Iterator<StoredRecords.Checked<StoredRecords.Ending>> all = new PagedQuery<>(
                queries,
                StoredRecords.OUTCOMES + " WHERE row >= ? ORDER BY row LIMIT ?",
                0,
                StoredRecords::ending,
                StoredRecords.Checked::key);
        all.forEachRemaining(checked -> {
            StoredRecords.Ending ending = checked.orThrow();
            counts.computeIfAbsent(ending.kind(), any -> new TreeMap<>()).merge(ending.detail(), 1L, Long::sum);
            first.computeIfAbsent(ending.kind(), any -> new TreeMap<>()).putIfAbsent(ending.detail(), checked.row());
        });
        return new OutcomeCounts(counts, first);
    }

    private static OutcomeKind kind(String label, long row) {
        try {
            return OutcomeKind.of(label);
        } catch (IllegalArgumentException e) {
            return new StoredRecords.Checked<OutcomeKind>("outcome", row, row, null).orThrow();
        }
    }

    private static SortedMap<OutcomeKind, SortedMap<String, Long>> copy(
            SortedMap<OutcomeKind, SortedMap<String, Long>> numbers) {
        TreeMap<OutcomeKind, SortedMap<String, Long>> copy = new TreeMap<>();
        numbers.forEach((kind, details) -> copy.put(kind, Collections.unmodifiableSortedMap(new TreeMap<>(details))));
        return Collections.unmodifiableSortedMap(copy);
    }

    /** Rows with an outcome. */
    public long total() {
        return byKind.keySet().stream().mapToLong(this::of).sum();
    }

    /** Rows of a kind. */
    public long of(OutcomeKind kind) {
        return details(kind).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Rows of a kind by detail. */
    public SortedMap<String, Long> details(OutcomeKind kind) {
        return byKind.getOrDefault(kind, Collections.emptySortedMap());
    }

    /** The first row of a kind and detail. */
    OptionalLong firstRow(OutcomeKind kind, String detail) {
        Long row = firstRows.getOrDefault(kind, Collections.emptySortedMap()).get(detail);
        return row == null ? OptionalLong.empty() : OptionalLong.of(row);
    }

    /** The details of a kind, the most frequent first. */
    public List<Map.Entry<String, Long>> ranked(OutcomeKind kind) {
        return details(kind).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
    }
}
