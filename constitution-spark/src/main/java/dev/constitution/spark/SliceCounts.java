package dev.constitution.spark;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Rows by outcome, calls, tokens and, where prices are known, billionths of a dollar of a job as it goes on: kept by slice, so that a
 * slice that is done twice counts once.
 * Thread-safe.
 */
final class SliceCounts extends AccumulatorV2<SortedMap<String, Long>, SortedMap<String, Long>> {
    private static final long serialVersionUID = 1L;

    private static final String ROWS = "rows ";
    private static final int NANO = 9;

    private final ConcurrentHashMap<Long, SortedMap<String, Long>> slices = new ConcurrentHashMap<>();

    void add(long slice, OutcomeRow row) {
        SortedMap<String, Long> one = new TreeMap<>();
        one.put(ROWS + row.outcome().kind().label(), 1L);
        one.put("calls", row.took().amount().requests());
        one.put("input_tokens", row.took().amount().inputTokens());
        one.put("output_tokens", row.took().amount().outputTokens());
        if (row.took().isPriced()) {
            one.put("nano_usd", row.took().cost().usd().movePointRight(NANO).longValue());
        }
        slices.merge(slice, one, SliceCounts::sum);
    }

    private static SortedMap<String, Long> sum(SortedMap<String, Long> a, SortedMap<String, Long> b) {
        SortedMap<String, Long> sum = new TreeMap<>(a);
        b.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return sum;
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

    /** A slice's counts only grow while it is done, so the greatest are the whole ones. */
    @Override
    public void merge(AccumulatorV2<SortedMap<String, Long>, SortedMap<String, Long>> other) {
        ((SliceCounts) other)
                .slices.forEach((slice, counts) -> slices.merge(slice, counts, (a, b) -> rows(b) > rows(a) ? b : a));
    }

    private static long rows(SortedMap<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(one -> one.getKey().startsWith(ROWS))
                .mapToLong(one -> one.getValue())
                .sum();
    }

    @Override
    public SortedMap<String, Long> value() {
        return slices.values().stream().reduce(new TreeMap<>(), SliceCounts::sum);
    }
}
