package dev.constitution.runner.batch;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Whether and how a run's calls go in batches.
 *
 * @param isOn whether new batches are made; those that are under way are waited for, or cancelled, in any case
 * @param poll how long to wait before a batch is looked at again
 * @param size the most requests of a batch; empty is as many as the provider takes
 * @param rest what becomes of requests that a batch leaves unanswered
 */
public record BatchRules(boolean isOn, Duration poll, OptionalInt size, Rest rest) {
    public static final Duration DEFAULT_POLL = Duration.ofMinutes(1);

    /** Every call is made by itself. */
    public static final BatchRules OFF = new BatchRules(false, DEFAULT_POLL, OptionalInt.empty(), Rest.BATCHES);

    /** What becomes of requests that expired, were cancelled, are missing, or failed for a reason that passes. */
    public enum Rest {
        /** They go into another batch. */
        BATCHES,
        /** They are sent one by one, at the full price. */
        CALLS
    }

    public BatchRules {
        if (poll.isZero() || poll.isNegative()) {
            throw new IllegalArgumentException("the time between two looks must be above 0, got " + poll);
        }
        if (size.isPresent() && size.getAsInt() < 1) {
            throw new IllegalArgumentException("a batch must have at least 1 request, got " + size.getAsInt());
        }
    }
}
