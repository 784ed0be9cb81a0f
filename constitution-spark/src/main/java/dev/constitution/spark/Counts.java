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
 * @param rows how many there are of a kind
 * @param calls answers, those of failed attempts too; tokens and cost are theirs
 * @param usd null where a price is unknown: that is not 0
 * @param leftOut pairs that Parquet cannot hold, by reason
 */
record Counts(
        SortedMap<String, Long> rows,
        long calls,
        long inputTokens,
        long outputTokens,
        @Nullable BigDecimal usd,
        SortedMap<String, Long> leftOut) {
    private static final Counts NONE = new Counts(new TreeMap<>(), 0, 0, 0, BigDecimal.ZERO, new TreeMap<>());

    Counts {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
        leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }

    static Counts of(List<OutcomeRow> outcomes, SortedMap<String, Long> leftOut) {
        TreeMap<String, Long> rows = new TreeMap<>();
        long calls = 0;
        long input = 0;
        long output = 0;
        @Nullable BigDecimal usd = BigDecimal.ZERO;
        for (OutcomeRow one : outcomes) {
            rows.merge(one.outcome().kind().label(), 1L, Long::sum);
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
        return new Counts(
                sum(rows, other.rows),
                calls + other.calls,
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                sum(usd, other.usd),
                sum(leftOut, other.leftOut));
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
