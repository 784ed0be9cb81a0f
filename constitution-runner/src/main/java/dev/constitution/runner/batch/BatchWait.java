package dev.constitution.runner.batch;

import dev.constitution.runner.base.Time;
import dev.constitution.runner.threads.StopSwitch;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Waits, and stops waiting when the run is to end. Thread-safe. */
final class BatchWait {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopped = lock.newCondition();
    private final Time time;
    private final StopSwitch stop;

    BatchWait(Time time, StopSwitch stop) {
        this.time = time;
        this.stop = stop;
        stop.onStop(this::wake);
    }

    private void wake() {
        lock.lock();
        try {
            stopped.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets time pass.
     *
     * @throws dev.constitution.runner.base.RunStopException when the run is to end
     */
    void pause(Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long end = time.nanos() + wait.toNanos();
            stop.requireGoing();
            for (long left = wait.toNanos(); left > 0; left = end - time.nanos()) {
                time.await(stopped, left);
                stop.requireGoing();
            }
        } finally {
            lock.unlock();
        }
    }

    Time time() {
        return time;
    }

    StopSwitch stop() {
        return stop;
    }
}
