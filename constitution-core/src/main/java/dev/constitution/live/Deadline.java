package dev.constitution.live;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When an answer must be there.
 *
 * @param nanos by {@link System#nanoTime()}; null for never
 */
record Deadline(@Nullable Long nanos) {

    static Deadline in(@Nullable Duration time) {
        return new Deadline(time == null ? null : (Long) (System.nanoTime() + time.toNanos()));
    }

    boolean isOver() {
        return left() <= 0;
    }

    /** In nanoseconds. */
    long left() {
        return nanos == null ? Long.MAX_VALUE : nanos - System.nanoTime();
    }
}
