package dev.constitution.runner.base;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** What time it is, and how to let it pass. Thread-safe. */
public interface Time {
    /** This machine's. */
    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
        public void await(Condition condition, long nanos) throws InterruptedException {
            var unused = condition.await(nanos, TimeUnit.NANOSECONDS);
        }
    };

    /** Nanoseconds since some fixed moment. */
    long nanos();

    /** The date and time of day. */
    Instant now();

    /** Waits until a condition of a lock that the caller holds is signalled, at most so many nanoseconds. */
    void await(Condition condition, long nanos) throws InterruptedException;
}
