package dev.constitution.runner.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Durations, counted by how long they are. Thread-safe. */
final class Histogram {
    /** The upper bounds in seconds that the conventions give for calls of models. */
    private static final List<BigDecimal> BOUNDS = List.of(
            new BigDecimal("0.01"),
            new BigDecimal("0.02"),
            new BigDecimal("0.04"),
            new BigDecimal("0.08"),
            new BigDecimal("0.16"),
            new BigDecimal("0.32"),
            new BigDecimal("0.64"),
            new BigDecimal("1.28"),
            new BigDecimal("2.56"),
            new BigDecimal("5.12"),
            new BigDecimal("10.24"),
            new BigDecimal("20.48"),
            new BigDecimal("40.96"),
            new BigDecimal("81.92"));

    private final long[] counts = new long[BOUNDS.size() + 1];
    private long nanos;

    synchronized void add(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toNanos(), 9);
        int bucket = 0;
        while (bucket < BOUNDS.size() && seconds.compareTo(BOUNDS.get(bucket)) > 0) {
            bucket++;
        }
        counts[bucket]++;
        nanos += duration.toNanos();
    }

    /** Writes what has been counted so far; each bucket holds those below it too. */
    synchronized void write(MetricsText text, String name, Labels labels) {
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i];
            String bound = i < BOUNDS.size() ? BOUNDS.get(i).toString() : "+Inf";
            text.value(name + "_bucket", labels.and("le", bound), BigDecimal.valueOf(below));
        }
        text.value(name + "_sum", labels, BigDecimal.valueOf(nanos, 9));
        text.value(name + "_count", labels, BigDecimal.valueOf(below));
    }
}
