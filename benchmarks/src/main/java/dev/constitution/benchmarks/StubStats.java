package dev.constitution.benchmarks;

/**
 * What a stub server has counted.
 *
 * @param requests all that came
 * @param distinct different ones among them
 * @param answered different ones with a good answer
 * @param faults answers that were made to fail
 * @param paidTwice good answers to requests that had one before
 * @param latencySeconds sum of the times of good answers
 * @param spanSeconds from the first request to the last answer
 * @param firstMillis when the first request came, in milliseconds since 1970
 */
record StubStats(
        long requests,
        long distinct,
        long answered,
        long faults,
        long paidTwice,
        long inFlight,
        long maxInFlight,
        double latencySeconds,
        double spanSeconds,
        long firstMillis) {

    /** Share of its slots that a client kept busy. */
    double efficiency(int concurrency) {
        return latencySeconds / concurrency / spanSeconds;
    }
}
