package dev.constitution.runner.store;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many rows ended as what.
 *
 * @param byKind the rows of each kind by detail: the gate or the kind of failure, empty for a pair
 */
public record OutcomeCounts(SortedMap<OutcomeKind, SortedMap<String, Long>> byKind) {

    public OutcomeCounts {
        TreeMap<OutcomeKind, SortedMap<String, Long>> copy = new TreeMap<>();
        byKind.forEach((kind, details) -> copy.put(kind, Collections.unmodifiableSortedMap(new TreeMap<>(details))));
        byKind = Collections.unmodifiableSortedMap(copy);
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

    /** The details of a kind, the most frequent first. */
    public List<Map.Entry<String, Long>> ranked(OutcomeKind kind) {
        return details(kind).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
    }
}
