package dev.constitution.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a stub server has seen. Used by its one thread. */
final class StubCounters {
    private final Map<Long, Integer> attempts = new HashMap<>();
    private final Map<Long, Long> answered = new HashMap<>();
    private final List<Long> paidTwice = new ArrayList<>();
    private long requests;
    private long faults;
    private long inFlight;
    private long maxInFlight;
    private double latencySeconds;
    private long firstMillis;
    private long firstNanos;
    private long lastNanos;

    /** Counts a request as it comes, and says which attempt at it this is, from 1. */
    int arrived(long request) {
        if (requests++ == 0) {
            firstMillis = System.currentTimeMillis();
            firstNanos = System.nanoTime();
        }
        maxInFlight = Math.max(maxInFlight, ++inFlight);
        return attempts.merge(request, 1, Integer::sum);
    }

    /** Counts an answer that was sent whole. */
    void sent(long request, StubAnswer answer) {
        inFlight--;
        lastNanos = System.nanoTime();
        if (answer.fate() != StubAnswer.Fate.GOOD) {
            faults++;
            return;
        }
        latencySeconds += answer.waitNanos() / 1e9;
        Long earlier = answered.putIfAbsent(request, System.currentTimeMillis());
        if (earlier != null) {
            paidTwice.add(earlier);
        }
    }

    /** Counts a request whose client left before its answer. */
    void abandoned() {
        inFlight--;
    }

    StubStats stats() {
        return new StubStats(
                requests,
                attempts.size(),
                answered.size(),
                faults,
                List.copyOf(paidTwice),
                inFlight,
                maxInFlight,
                latencySeconds,
                (lastNanos - firstNanos) / 1e9,
                firstMillis);
    }
}
