package dev.constitution.runner.testing;

import dev.constitution.runner.base.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** A clock that stands still until somebody waits, and then is at once where the wait ends. */
public final class FakeTime implements Time {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos.get());
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
    public void await(Condition condition, long wait) throws InterruptedException {
        nanos.addAndGet(wait);
        // Others may take the lock meanwhile, as in a real wait.
        var unused = condition.awaitNanos(1);
    }

    public void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    public Duration elapsed() {
        return Duration.ofNanos(nanos.get());
    }
}
