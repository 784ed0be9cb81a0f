package dev.constitution.runner;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets many threads write through one connection. A thread that comes while nobody writes does its own write, together with
 * those of all that wait, in one transaction; the others sleep until theirs is committed. So a lone writer changes no
 * threads, and many share the cost of a transaction.
 *
 * <p>After a failed transaction nothing more is taken: every later write fails with the first failure. Thread-safe.
 */
final class GroupCommit {
    /** Writes that nobody waits for are taken along by others; so many at most lie in memory. */
    private static final int MOST_UNWAITED = 1024;

    /** A part of a transaction, or its end. */
    @FunctionalInterface
    interface Write {
        void run() throws SQLException;
    }

    /** A write that is yet to be made, and the thread that sleeps until it is; none where nobody waits. */
    private static final class Waiting {
        private final Write write;
        private final @Nullable Thread thread;
        private volatile boolean done;
        private @Nullable Throwable failure;

        Waiting(Write write, @Nullable Thread thread) {
            this.write = write;
            this.thread = thread;
        }
    }

    private final Write commit;
    private final Object turn = new Object();
    private List<Waiting> waiting = new ArrayList<>();
    private boolean writing;
    private volatile @Nullable Throwable failure;

    /**
     * @param commit ends a transaction
     */
    GroupCommit(Write commit) {
        this.commit = commit;
    }

    /** What the first failed transaction failed of. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Makes a write with the next transaction that somebody waits for. */
    void later(Write write) {
        boolean full;
        synchronized (turn) {
            full = waiting.size() >= MOST_UNWAITED;
            if (!full) {
                waiting.add(new Waiting(write, null));
            }
        }
        if (full) {
            try {
                now(write);
            } catch (SQLException e) {
                return; // every later write meets it again
            }
        }
    }

    /**
     * Returns when the write, and all before it, are committed. An interrupt does not end the wait: what was answered must
     * reach the store.
     */
    void now(Write write) throws SQLException {
        Waiting own = new Waiting(write, Thread.currentThread());
        synchronized (turn) {
            waiting.add(own);
        }
        boolean interrupted = false;
        while (!own.done) {
            List<Waiting> group = takeTurn();
            if (group == null) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            } else {
                make(group);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (own.failure != null) {
            throw new SQLException(own.failure);
        }
    }

    /** All that wait, when nobody writes at present. */
    private @Nullable List<Waiting> takeTurn() {
        synchronized (turn) {
            if (writing) {
                return null;
            }
            writing = true;
            List<Waiting> group = waiting;
            waiting = new ArrayList<>();
            return group;
        }
    }

    private void make(List<Waiting> group) {
        Throwable failed = failure;
        try {
            if (failed == null) {
                for (Waiting one : group) {
                    one.write.run();
                }
                commit.run();
            }
        } catch (Throwable e) { // whatever it is, those who wait must hear of it
            failed = e;
            failure = e;
        } finally {
            endTurn();
        }
        for (Waiting one : group) {
            one.failure = failed;
            one.done = true;
            LockSupport.unpark(one.thread);
        }
    }

    /** Wakes the first that waits, to write for all of them. */
    private void endTurn() {
        synchronized (turn) {
            writing = false;
            for (Waiting next : waiting) {
                if (next.thread != null) {
                    LockSupport.unpark(next.thread);
                    return;
                }
            }
        }
    }
}
