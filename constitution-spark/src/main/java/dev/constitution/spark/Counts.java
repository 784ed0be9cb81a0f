package dev.constitution.spark;

import dev.constitution.runner.base.Json;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows by outcome, what their answers took, and which pairs are not everywhere.
 *
 * @param rows how many there are of a kind, by detail: the gate or the kind of failure, empty for a pair
 * @param calls answers, those of failed attempts too; tokens and cost are theirs
 * @param usd null where a price is unknown: that is not 0
 * @param leftOut pairs that Parquet cannot hold, by reason
 */
record Counts(
        SortedMap<String, SortedMap<String, Long>> rows,
        long calls,
        long inputTokens,
        long outputTokens,
        @Nullable BigDecimal usd,
        SortedMap<String, Long> leftOut) {
    private static final Counts NONE = new Counts(new TreeMap<>(), 0, 0, 0, BigDecimal.ZERO, new TreeMap<>());

    Counts {
        TreeMap<String, SortedMap<String, Long>> copy = new TreeMap<>();
        rows.forEach((kind, details) -> copy.put(kind, Collections.unmodifiableSortedMap(new TreeMap<>(details))));
        rows = Collections.unmodifiableSortedMap(copy);
        leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }

    static Counts of(List<OutcomeRow> outcomes, SortedMap<String, Long> leftOut) {
        TreeMap<String, SortedMap<String, Long>> rows = new TreeMap<>();
        long calls = 0;
        long input = 0;
        long output = 0;
        @Nullable BigDecimal usd = BigDecimal.ZERO;
        for (OutcomeRow one : outcomes) {
            rows.computeIfAbsent(one.outcome().kind().label(), kind -> new TreeMap<>())
                    .merge(one.outcome().detail(), 1L, Long::sum);
            calls += one.calls();
            input += one.inputTokens();
            output += one.outputTokens();
            usd = sum(usd, one.usd());
        }
        return new Counts(rows, calls, input, output, usd, leftOut);
    }

    static Counts sum(Stream<Counts> parts) {
        return parts.reduce(NONE, Counts::plus);
    }

    private Counts plus(Counts other) {
        TreeMap<String, SortedMap<String, Long>> all = new TreeMap<>(rows);
        other.rows.forEach((kind, details) -> all.merge(kind, details, Counts::sum));
        return new Counts(
                all,
                calls + other.calls,
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                sum(usd, other.usd),
                sum(leftOut, other.leftOut));
    }

    /** Rows by kind alone. */
    SortedMap<String, Long> byKind() {
        TreeMap<String, Long> kinds = new TreeMap<>();
        rows.forEach((kind, details) -> kinds.put(
                kind, details.values().stream().mapToLong(Long::longValue).sum()));
        return kinds;
    }

    static SortedMap<String, Long> sum(SortedMap<String, Long> one, SortedMap<String, Long> other) {
        SortedMap<String, Long> sum = new TreeMap<>(one);
        other.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return sum;
    }

    private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? null : one.add(other);
    }

    /** As text, whatever serialiser a session has. */
    String toText() {
        return Json.line(this);
    }

    static Counts of(String text) {
        return Json.read(text, Counts.class);
    }
}
