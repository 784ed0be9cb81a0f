package dev.constitution.runner.threads;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads of a pool, as long as the system gives any. Where it gives none, the work is rejected, and a few threads fewer than
 * there are do it from then on: the Java platform needs room for those that it starts by itself, a signal's handler for
 * example. A minute later another is asked for. Thread-safe.
 */
final class ScarceThreads implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(ScarceThreads.class);

    private static final int LEFT_FREE = 4;
    private static final long ASK_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ExecutorService pool;
    private boolean shortage;
    private long since;
    private int working;
    private int most = Integer.MAX_VALUE;

    ScarceThreads(ExecutorService pool) {
        this.pool = pool;
    }

    ExecutorService pool() {
        return pool;
    }

    /**
     * Does the work on a thread of its own.
     *
     * @throws RejectedExecutionException where none can be had
     */
    @Override
    public void execute(Runnable work) {
        if (areShort() && areEnough()) {
            throw new RejectedExecutionException("no thread can be had");
        }
        try {
            pool.execute(() -> {
                count(1);
                try {
                    work.run();
                } finally {
                    count(-1);
                }
            });
        } catch (OutOfMemoryError e) {
            becomeShort(e);
            throw new RejectedExecutionException(e);
        }
    }

    private synchronized void count(int change) {
        working += change;
    }

    /** Whether a thread was refused in the last minute. */
    synchronized boolean areShort() {
        if (shortage && System.nanoTime() - since > ASK_AGAIN_NANOS) {
            shortage = false;
            most = Integer.MAX_VALUE;
        }
        return shortage;
    }

    private synchronized boolean areEnough() {
        return working >= most;
    }

    /** Whether of so many threads one is to end. */
    synchronized boolean areTooMany(int threads) {
        return shortage && threads > most;
    }

    private synchronized void becomeShort(OutOfMemoryError why) {
        if (most == Integer.MAX_VALUE) {
            LOG.warn(
                    "no further thread can be had ({}); going on with fewer rows at once; raise the limit on processes (ulimit"
                            + " -u), or lower --concurrency",
                    why.getMessage());
        }
        shortage = true;
        since = System.nanoTime();
        most = Math.max(1, working - LEFT_FREE);
        if (pool instanceof ThreadPoolExecutor cached) {
            cached.setKeepAliveTime(1, TimeUnit.SECONDS);
        }
    }
}
