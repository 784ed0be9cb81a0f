package dev.constitution.runner.call;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a call waits before it is sent again when nobody says how long: a random share of a time that doubles with each
 * attempt, so that calls that failed together do not return together. As thread-safe as its randomness.
 *
 * @param random a number from 0 to 1
 */
record BackOff(DoubleSupplier random) {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 16;

    /** The wait after this attempt, the first of which is 1. */
    Duration after(int attempt) {
        long doubled = FIRST.toNanos() << Math.min(attempt - 1, MOST_DOUBLINGS);
        return Duration.ofNanos((long) (Math.min(LONGEST.toNanos(), doubled) * random.getAsDouble()));
    }
}
