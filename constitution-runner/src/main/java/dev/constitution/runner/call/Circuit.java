package dev.constitution.runner.call;

import java.time.Duration;

/**
 * Tells an outage of the provider from the failure of a call. After ten failures in a row, of more than one call, the
 * circuit is open: one request at a time tries it, after a second, then after twice that and so on up to a minute. Any
 * answer closes it. Not thread-safe.
 */
final class Circuit {
    private static final int FAILURES_IN_A_ROW = 10;
    private static final long FIRST_INTERVAL = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_INTERVAL = Duration.ofMinutes(1).toNanos();

    private int failures;
    private long firstFailed;
    private boolean several;
    private boolean open;
    private long openedAt;
    private long interval;
    private long nextTry;

    boolean isOpen() {
        return open;
    }

    /** How many nanoseconds from now the next try is due. All times are in nanoseconds. */
    long nanosUntilTry(long now) {
        return open ? Math.max(0, nextTry - now) : 0;
    }

    /** How long nothing has been answered; 0 while the circuit is closed. */
    long outage(long now) {
        return open ? now - openedAt : 0;
    }

    void failed(SendPermit ticket, long now) {
        if (open) {
            if (ticket.probe()) {
                interval = Math.min(LONGEST_INTERVAL, 2 * interval);
                nextTry = now + interval;
            }
            return;
        }
        if (failures++ == 0) {
            firstFailed = ticket.call();
        }
        several |= ticket.call() != firstFailed;
        if (failures >= FAILURES_IN_A_ROW && several) {
            open = true;
            openedAt = now;
            interval = FIRST_INTERVAL;
            nextTry = now + interval;
        }
    }

    void answered() {
        failures = 0;
        several = false;
        open = false;
    }
}
