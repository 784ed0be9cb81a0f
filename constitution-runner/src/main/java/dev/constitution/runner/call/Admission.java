package dev.constitution.runner.call;

import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.Time;
import dev.constitution.runner.threads.StopSwitch;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests to one model through as its limits allow: concurrency, rate, pauses that the provider asked for, outages.
 * Thread-safe; waits end at once on interrupt, and when the run is stopped.
 *
 * <p>Until the provider has answered once, requests go one at a time: a key that is refused stops the run before a second
 * row is tried.
 *
 * <p>The calls that wait stand in a queue, the oldest call first, so that a call that was refused is not overtaken until
 * its attempts are used up. Only the first in the queue waits for a time; the others wait for their turn.
 */
final class Admission {
    private static final long UNTIL_SIGNALLED = Long.MAX_VALUE;

    private record Waiter(long call, Condition turn) {}

    /** What {@link CallStatistics} adds up over the models. */
    record State(int inFlight, int waiting, int limit, boolean outage) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopped = lock.newCondition();
    private final PriorityQueue<Waiter> queue = new PriorityQueue<>(Comparator.comparingLong(Waiter::call));
    private final Time time;
    private final StopSwitch stop;
    private final ConcurrencyLimit limit;
    private final RatePause pause = new RatePause();
    private final Circuit circuit = new Circuit();
    private final @Nullable MinuteBudget requests;
    private final @Nullable MinuteBudget tokens;
    private long nextNumber;
    private int inFlight;
    private int backingOff;
    private boolean probing;
    private boolean proven;

    /**
     * @param proven whether the first request need not go alone: there is no key that it could prove
     */
    Admission(CallLimits limits, Time time, StopSwitch stop, boolean proven) {
        this.time = time;
        this.stop = stop;
        this.proven = proven;
        this.limit = new ConcurrencyLimit(limits.concurrency());
        this.requests = limits.requestsPerMinute().isPresent()
                ? new MinuteBudget(limits.requestsPerMinute().getAsInt(), limits.share(), time.nanos())
                : null;
        this.tokens = limits.tokensPerMinute().isPresent()
                ? new MinuteBudget(limits.tokensPerMinute().getAsLong(), limits.share(), time.nanos())
                : null;
        stop.onStop(this::wakeAll);
    }

    /**
     * Waits until a request may be sent; {@link #leave} must follow.
     *
     * @param call the call's place in the order of arrival
     * @param tokenEstimate what the request is thought to cost
     * @throws RunStopException when the run is stopped
     */
    SendPermit enter(long call, long tokenEstimate) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            stop.requireGoing();
            if (queue.isEmpty() && nanosUntilFree(tokenEstimate) == 0) {
                return ticket(call, tokenEstimate);
            }
            Waiter self = new Waiter(call, lock.newCondition());
            queue.add(self);
            try {
                awaitTurn(self, tokenEstimate);
                return ticket(call, tokenEstimate);
            } finally {
                queue.remove(self);
                wakeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitTurn(Waiter self, long tokenEstimate) throws InterruptedException {
        while (true) {
            stop.requireGoing();
            long wait = self.equals(queue.peek()) ? nanosUntilFree(tokenEstimate) : UNTIL_SIGNALLED;
            if (wait == 0) {
                return;
            } else if (wait == UNTIL_SIGNALLED) {
                self.turn().await();
            } else {
                time.await(self.turn(), wait);
            }
        }
    }

    private long nanosUntilFree(long tokenEstimate) {
        if (inFlight >= (proven ? limit.current() : 1)) {
            return UNTIL_SIGNALLED;
        }
        if (circuit.isOpen() && probing) {
            return UNTIL_SIGNALLED;
        }
        long now = time.nanos();
        long budget = Math.max(
                requests == null ? 0 : requests.nanosUntil(1, now),
                tokens == null ? 0 : tokens.nanosUntil(tokenEstimate, now));
        return Math.max(budget, Math.max(pause.nanosLeft(now), circuit.nanosUntilTry(now)));
    }

    private SendPermit ticket(long call, long tokenEstimate) {
        boolean probe = circuit.isOpen();
        probing |= probe;
        inFlight++;
        if (requests != null) {
            requests.take(1);
        }
        if (tokens != null) {
            tokens.take(tokenEstimate);
        }
        return new SendPermit(nextNumber++, call, tokenEstimate, probe);
    }

    /**
     * A request has ended.
     *
     * @param wait how long the provider is to be left alone, where it refused
     * @param tokensUsed what the request cost
     * @return how long the provider has answered nothing; zero while it answers
     */
    Duration leave(SendPermit ticket, RequestEnd ending, Duration wait, long tokensUsed) {
        lock.lock();
        try {
            long now = time.nanos();
            inFlight--;
            probing &= !ticket.probe();
            if (tokens != null) {
                tokens.take(tokensUsed - ticket.tokens());
            }
            if (ending == RequestEnd.ANSWERED) {
                proven = true;
                circuit.answered();
                pause.answered();
                limit.ended(ticket, ending, nextNumber);
            } else if (ending == RequestEnd.REFUSED) {
                circuit.failed(ticket, now);
                pause.refused(wait.toNanos(), now);
                limit.ended(ticket, ending, nextNumber);
            } else if (ending == RequestEnd.UNANSWERED) {
                circuit.failed(ticket, now);
                if (!ticket.probe()) {
                    limit.ended(
                            ticket, ending, nextNumber); // a server that drowns gives no answers, and is to get less
                }
            }
            wakeFirst();
            return Duration.ofNanos(circuit.outage(now));
        } finally {
            lock.unlock();
        }
    }

    /** Lets a call wait before it is sent again; it takes up nobody's place meanwhile. */
    void backOff(Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        backingOff++;
        try {
            long end = time.nanos() + wait.toNanos();
            for (long left = wait.toNanos(); left > 0; left = end - time.nanos()) {
                stop.requireGoing();
                time.await(stopped, left);
            }
        } finally {
            backingOff--;
            lock.unlock();
        }
    }

    /** Wakes every call that waits, to see that the run is ending. */
    private void wakeAll() {
        lock.lock();
        try {
            stopped.signalAll();
            queue.forEach(waiter -> waiter.turn().signal());
        } finally {
            lock.unlock();
        }
    }

    /** How the calls stand at present. */
    State state() {
        lock.lock();
        try {
            return new State(inFlight, queue.size() + backingOff, limit.current(), circuit.isOpen());
        } finally {
            lock.unlock();
        }
    }

    private void wakeFirst() {
        Waiter first = queue.peek();
        if (first != null) {
            first.turn().signal();
        }
    }
}
