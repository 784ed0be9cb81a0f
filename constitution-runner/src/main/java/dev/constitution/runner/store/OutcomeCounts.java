package dev.constitution.runner.store;

import dev.constitution.runner.outcome.OutcomeKind;
import java.util.Collections;
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
