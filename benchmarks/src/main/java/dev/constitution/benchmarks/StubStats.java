package dev.constitution.benchmarks;

import java.util.List;

/**
 * What a stub server has counted.
 *
 * @param requests all that came
 * @param distinct different ones among them
 * @param answered different ones with a good answer
 * @param faults answers that were made to fail
 * @param paidTwice when requests were first answered well that were answered well again, in milliseconds since 1970
 * @param latencySeconds sum of the times of good answers
 * @param spanSeconds from the first request to the last answer
 * @param firstMillis when the first request came, in milliseconds since 1970
 */
record StubStats(
        long requests,
        long distinct,
        long answered,
        long faults,
        List<Long> paidTwice,
        long inFlight,
        long maxInFlight,
        double latencySeconds,
        double spanSeconds,
        long firstMillis) {

    /** How many answers that were sent up to then were asked for again. */
    long paidTwice(long millis) {
        return paidTwice.stream().filter(answered -> answered <= millis).count();
    }

    /** Share of its slots that a client kept busy. */
    double efficiency(int concurrency) {
        return latencySeconds / concurrency / spanSeconds;
    }
}
