package dev.constitution.spark;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Rows by outcome, calls, tokens and, where prices are known, billionths of a dollar of a job as it goes on: kept by slice, so that
 * a slice that is done twice counts once. Thread-safe.
 */
final class SliceCounts extends AccumulatorV2<SortedMap<String, Long>, SortedMap<String, Long>> {
    private static final long serialVersionUID = 1L;

    private static final int NANO = 9;

    private final ConcurrentHashMap<Long, SortedMap<String, Long>> slices = new ConcurrentHashMap<>();

    /** Adds a slice that is done. */
    void add(long slice, Counts counts) {
        SortedMap<String, Long> all = new TreeMap<>();
        counts.byKind().forEach((kind, rows) -> all.put("rows " + kind, rows));
        all.put("calls", counts.calls());
        all.put("input_tokens", counts.inputTokens());
        all.put("output_tokens", counts.outputTokens());
        if (counts.usd() != null) {
            all.put("nano_usd", counts.usd().movePointRight(NANO).longValue());
        }
        slices.put(slice, all);
    }

    @Override
    public boolean isZero() {
        return slices.isEmpty();
    }

    @Override
    public SliceCounts copy() {
        SliceCounts copy = new SliceCounts();
        copy.slices.putAll(slices);
        return copy;
    }

    @Override
    public void reset() {
        slices.clear();
    }

    /** Takes no counts without their slice. */
    @Override
    public void add(SortedMap<String, Long> counts) {
        throw new UnsupportedOperationException("counts belong to a slice");
    }

    @Override
    public void merge(AccumulatorV2<SortedMap<String, Long>, SortedMap<String, Long>> other) {
        slices.putAll(((SliceCounts) other).slices);
    }

    @Override
    public SortedMap<String, Long> value() {
        return slices.values().stream().reduce(new TreeMap<>(), Counts::sum);
    }
}
