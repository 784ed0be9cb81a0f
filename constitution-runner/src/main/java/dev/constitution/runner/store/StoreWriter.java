package dev.constitution.runner.store;

import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.cost.CallUsage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run's store. An answer is safe when {@link #call} returns: it is in the {@link AnswerLog}, from where the next
 * start takes what a kill kept out of the store. One thread stores what has come, many records in one transaction.
 *
 * <p>After a failed write the store takes nothing more: every later write fails with the first failure. Thread-safe.
 */
public final class StoreWriter {
    /** So many records at most wait in memory; then whoever brings more waits. */
    private static final int MOST_WAITING = 1024;

    /** How long a transaction waits for more records to take along. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Something to write. */
    @FunctionalInterface
    private interface Write {
        void to(StoreWriteStatements store) throws SQLException;
    }

    /** A call that waits, with what it took as soon as that is known. */
    private static final class NewCall implements Write {
        private final CallRecord call;
        private @Nullable CallUsage usage;

        NewCall(CallRecord call) {
            this.call = call;
        }

        @Override
        public void to(StoreWriteStatements store) throws SQLException {
            store.call(call, usage);
        }
    }

    private final StoreWriteStatements store;
    private final AnswerLog log;
    private final Path file;
    private final Thread thread = new Thread(this::work, "run-store");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private List<Write> waiting = new ArrayList<>();
    private Map<Long, NewCall> newCalls = new HashMap<>();
    private long given;
    private long stored;
    private boolean idle;
    private boolean urgent;
    private boolean closed;
    private boolean ended;
    private @Nullable Throwable failure;

    StoreWriter(StoreWriteStatements store, AnswerLog log, Path file) {
        this.store = store;
        this.log = log;
        this.file = file;
        thread.start();
    }

    /** Returns when the answer is safe. */
    public void call(CallRecord call) {
        byte[] bytes = AnswerLog.bytes(call);
        lock.lock();
        try {
            awaitRoom();
            log.append(bytes);
            NewCall write = new NewCall(call);
            newCalls.put(call.key(), write);
            add(write);
        } catch (IOException e) {
            fail(e);
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    /** Notes what a call took; what a kill keeps from being noted is noted at the replay. */
    public void usage(long callKey, CallUsage usage) {
        lock.lock();
        try {
            NewCall call = newCalls.get(callKey);
            if (call != null) {
                call.usage = usage;
            } else {
                awaitRoom();
                add(to -> to.usage(callKey, usage));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stores a row's outcome soon; a kill before leaves the row to be replayed from its answers. */
    public void outcome(OutcomeRecord outcome) {
        lock.lock();
        try {
            awaitRoom();
            add(to -> to.outcome(outcome));
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the setting is stored. */
    public void meta(String name, String value) {
        writeNow(to -> to.meta(name, value));
    }

    /** Takes a record out of use, keeping what it held and why, and returns when that is stored. */
    public void setAside(StoredRecords.Checked<?> record, String reason) {
        writeNow(to -> to.setAside(record, reason));
    }

    /** Returns when all that was given so far is stored. */
    public void flush() {
        writeNow(to -> {});
    }

    private void writeNow(Write write) {
        lock.lock();
        try {
            awaitRoom();
            add(write);
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

    private void awaitRoom() {
        requireWorking();
        while (waiting.size() >= MOST_WAITING) {
            progress.awaitUninterruptibly();
            requireWorking();
        }
    }

    private void add(Write write) {
        waiting.add(write);
        given++;
        if (idle) {
            idle = false;
            work.signal();
        }
    }

    private void requireWorking() {
        if (failure != null) {
            throw failed(failure);
        }
        if (closed) {
            throw new IllegalStateException("the run's store " + file + " is closed");
        }
    }

    /** Ends all writing, and wakes who waits for it: the first failure is what they hear of. */
    private void fail(Throwable cause) {
        failure = failure == null ? cause : failure;
        progress.signalAll();
        work.signal();
    }

    private StoreException failed(Throwable cause) {
        return new StoreException("cannot write the run's store " + file, cause);
    }

    private void work() {
        lock.lock();
        try {
            while (awaitWork()) {
                List<Write> group = waiting;
                RandomAccessFile logged = log.turn();
                waiting = new ArrayList<>();
                newCalls = new HashMap<>();
                urgent = false;
                lock.unlock();
                Throwable failed = null;
                try {
                    write(group, logged);
                } catch (Throwable e) { // whatever it is, those who wait must hear of it
                    failed = e;
                } finally {
                    lock.lock();
                }
                stored += group.size();
                if (failed != null) {
                    fail(failed);
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

    /** Waits for records, and a little for more of them; false when there will be none. */
    private boolean awaitWork() throws InterruptedException {
        while (waiting.isEmpty() && !closed && failure == null) {
            idle = true;
            work.await();
        }
        idle = false;
        long left = GATHER_NANOS;
        while (left > 0 && !urgent && !closed && failure == null) {
            left = work.awaitNanos(left);
        }
        return !waiting.isEmpty() && failure == null;
    }

    private void write(List<Write> group, RandomAccessFile logged) throws SQLException, IOException {
        for (Write write : group) {
            write.to(store);
        }
        store.commit();
        AnswerLog.empty(logged);
    }

    /** Writes what waits and ends the thread; a failure that earlier writes met is not thrown again. */
    void close() throws SQLException, IOException {
        try {
            Throwable failed = finish();
            if (failed != null) {
                throw failed(failed);
            }
        } finally {
            store.close();
            log.close();
        }
    }

    /** What the last writes failed of; null when they did not. */
    private @Nullable Throwable finish() {
        lock.lock();
        try {
            boolean failedBefore = failure != null;
            closed = true;
            work.signal();
            while (!ended) { // also after a failure: the thread may still be at a transaction
                progress.awaitUninterruptibly();
            }
            if (failure == null) {
                log.delete();
            }
            return failedBefore ? null : failure;
        } catch (IOException e) {
            return e;
        } finally {
            lock.unlock();
        }
    }
}
