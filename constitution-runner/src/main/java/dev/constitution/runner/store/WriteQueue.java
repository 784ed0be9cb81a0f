package dev.constitution.runner.store;

import dev.constitution.runner.base.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes that wait, and the thread that does them, many in one transaction: a write is given under {@link #lock()}, at the
 * moment that its giver chooses, and whoever wants to know waits until it is done.
 *
 * <p>After a failed write nothing more is taken: every later one fails with the first failure. Thread-safe.
 */
final class WriteQueue {
    /** So many writes at most wait in memory; then whoever brings more waits. */
    private static final int MOST_WAITING = 1024;

    /** Nor more bytes of answers. */
    private static final long MOST_WAITING_BYTES = Runtime.getRuntime().maxMemory() / 32;

    /**
     * How long a transaction waits for more writes to take along: it writes every page that it touches as a whole. What waits is
     * in the answer log.
     */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** So much is worth a transaction at once: a disk that is full is to be noticed soon. */
    private static final int ENOUGH_BYTES = 1 << 18;

    private static final int ENOUGH = MOST_WAITING / 2;

    /** Something to write. */
    @FunctionalInterface
    interface Write {
        void to(StoreWriteStatements store) throws SQLException;

        /** Its place in its transaction; of the same place, and after all others, in the order in which they were given. */
        default long place() {
            return Long.MAX_VALUE;
        }
    }

    /** Takes the writes of one transaction; called under the lock, it returns what commits them outside of it. */
    @FunctionalInterface
    interface Turn {
        Commit begin();
    }

    /** Writes one transaction. */
    @FunctionalInterface
    interface Commit {
        void write(List<Write> group) throws SQLException, IOException;
    }

    private final Path file;
    private final Turn turn;
    private final Thread thread = daemon(this::work);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private List<Write> waiting = new ArrayList<>();
    private long waitingBytes;
    private long given;
    private long stored;
    private boolean idle;
    private boolean urgent;
    private boolean closed;
    private boolean ended;
    private @Nullable Throwable failure;

    /**
     * @param file what messages name
     */
    WriteQueue(Path file, Turn turn) {
        this.file = file;
        this.turn = turn;
    }

    /** It keeps no process that has failed from ending: what waits for it is in the answer log. */
    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "run-store");
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        thread.start();
    }

    /** Guards what the giver of a write keeps beside it. */
    ReentrantLock lock() {
        return lock;
    }

    /** Whether something was given to write, and nothing has failed so far. */
    boolean hasWritten() {
        lock.lock();
        try {
            return given > 0 && failure == null;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until one more write may wait; under the lock. */
    void awaitRoom() {
        requireWorking();
        while (waiting.size() >= MOST_WAITING || waitingBytes > MOST_WAITING_BYTES) {
            progress.awaitUninterruptibly();
            requireWorking();
        }
    }

    /**
     * Gives a write; under the lock.
     *
     * @param bytes what it holds in memory, about
     */
    void add(Write write, long bytes) {
        waiting.add(write);
        waitingBytes += bytes;
        given++;
        if (idle || isEnough()) {
            idle = false;
            work.signal();
        }
    }

    private boolean isEnough() {
        return waiting.size() >= ENOUGH || waitingBytes >= ENOUGH_BYTES;
    }

    /** Gives a write and returns when it, and all that was given before, is done. */
    void writeNow(Write write) {
        lock.lock();
        try {
            awaitRoom();
            add(write, 0);
            long own = given;
            urgent = true;
            work.signal();
            while (stored < own && failure == null) {
                progress.awaitUninterruptibly(); // what was answered must reach the store
            }
            requireWorking();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all writing, and wakes who waits for it: the first failure is what they hear of; under the lock. */
    RuntimeException fail(Throwable cause) {
        failure = failure == null ? cause : failure;
        progress.signalAll();
        work.signal();
        return failed(cause);
    }

    RuntimeException failed(Throwable cause) {
        String what = "cannot write the run's store";
        return cause instanceof SQLException e
                ? StoreQueries.failure(what, file, e)
                : new StoreException(what + " " + file, cause);
    }

    private void requireWorking() {
        if (failure != null) {
            throw failed(failure);
        }
        if (closed) {
            throw new IllegalStateException("the run's store " + file + " is closed");
        }
    }

    private void work() {
        lock.lock();
        try {
            while (awaitWork()) {
                List<Write> group = waiting;
                Commit commit = turn.begin();
                waiting = new ArrayList<>();
                waitingBytes = 0;
                urgent = false;
                lock.unlock();
                Throwable failed = null;
                try {
                    group.sort(Comparator.comparingLong(Write::place));
                    commit.write(group);
                } catch (Throwable e) { // whatever it is, those who wait must hear of it
                    failed = e;
                } finally {
                    lock.lock();
                }
                stored += group.size();
                if (failed != null) {
                    var unused = fail(failed);
                }
                progress.signalAll();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the store's writer", e);
        } finally {
            ended = true;
            progress.signalAll();
            lock.unlock();
        }
    }

    /** Waits for writes, and a little for more of them; false when there will be none. */
    private boolean awaitWork() throws InterruptedException {
        while (waiting.isEmpty() && !closed && failure == null) {
            idle = true;
            work.await();
        }
        idle = false;
        long left = GATHER_NANOS;
        while (left > 0 && !isEnough() && !urgent && !closed && failure == null) {
            left = work.awaitNanos(left);
        }
        return !waiting.isEmpty() && failure == null;
    }

    /**
     * Does what waits and ends the thread.
     *
     * @param whole is called when all was written
     * @return what the last writes failed of; null when they did not, or failed before and somebody has heard of it
     */
    @Nullable
    Throwable finish(WhenWhole whole) {
        lock.lock();
        try {
            boolean failedBefore = failure != null;
            closed = true;
            work.signal();
            while (!ended) { // also after a failure: the thread may still be at a transaction
                progress.awaitUninterruptibly();
            }
            if (failure == null) {
                whole.run();
            }
            return failedBefore ? null : failure;
        } catch (IOException e) {
            return e;
        } finally {
            lock.unlock();
        }
    }

    /** Ends what was kept in case of a failure. */
    @FunctionalInterface
    interface WhenWhole {
        void run() throws IOException;
    }
}
