package dev.constitution.runner.threads;

import dev.constitution.chat.ParallelWork;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Takes rows through on threads of their own: as many at once as calls may be in flight, and one more for each call that
 * waits to be sent again, so that its place is another row's meanwhile. A thread that ends a row goes on with the next one;
 * some stand ready, so that no place waits for the input. One thread hands rows in; the rest is thread-safe.
 *
 * <p>Where no further thread can be had, rows go on with those there are, at the least with the one that hands them in.
 */
public final class RowWorkers {
    private static final int READY = 64;

    /** Each row under way is a thread of some 100 KB, where the platform has no virtual ones. */
    private static final int MOST_SHARING = 128;

    private final ScarceThreads threads;
    private final BlockingQueue<Runnable> ready = new LinkedBlockingQueue<>(READY);
    private final Object change = new Object();
    private final int rows;
    private int places;
    private int busy;
    private boolean ending;

    /**
     * @param rows how many may be under way at once
     */
    public RowWorkers(int rows) {
        this(rows, ThreadSource.open());
    }

    RowWorkers(int rows, ExecutorService threads) {
        this.threads = new ScarceThreads(threads);
        this.rows = rows;
        this.places = rows;
    }

    /** Threads beside those of the rows, for calls that a row makes at once. */
    public ParallelWork helpers(int count) {
        return ParallelWork.finishing(threads, count);
    }

    /**
     * Takes a row on; waits while enough of them stand ready.
     *
     * @param following how many rows may still come
     */
    public void submit(Runnable row, long following) throws InterruptedException {
        while (!ready.offer(row, 1, TimeUnit.SECONDS)) {
            workHere();
        }
        int sharing = Math.min(2 * (rows - 1), MOST_SHARING);
        if (!ending && following <= Math.max(0, sharing - READY)) {
            ending = true;
            widen(sharing);
        }
        fillPlace();
        if (threads.areShort()) {
            workHere();
        }
    }

    /**
     * Towards the end no new rows fill the places of those that end; so the last ones are under way together, and their
     * calls take turns: the last calls are many rows' one call then, not few rows' three.
     */
    private void widen(int sharing) {
        synchronized (change) {
            places += sharing;
        }
        for (int i = 0; i < sharing; i++) {
            fillPlace();
        }
    }

    /** A row's call waits to be sent again, until {@link #goOn}. */
    public void stepAside() {
        synchronized (change) {
            places++;
        }
        fillPlace();
    }

    /** The row's call is to be sent again; that row is one too many until another ends. */
    public void goOn() {
        synchronized (change) {
            places--;
        }
    }

    private void fillPlace() {
        synchronized (change) {
            if (busy >= places || ready.isEmpty()) {
                return;
            }
            busy++;
        }
        try {
            threads.execute(this::work);
        } catch (RejectedExecutionException e) {
            synchronized (change) {
                busy--;
                change.notifyAll();
            }
        }
    }

    /** Does a row on the thread that hands rows in, where no other one does any. */
    public void workHere() {
        Runnable row;
        synchronized (change) {
            row = busy == 0 ? ready.poll() : null;
        }
        if (row != null) {
            row.run();
        }
    }

    private void work() {
        try {
            for (Runnable row = ready.poll(); row != null; row = isOneTooMany() ? null : ready.poll()) {
                row.run();
            }
        } finally {
            leave();
        }
    }

    private boolean isOneTooMany() {
        synchronized (change) {
            return busy > places || threads.areTooMany(busy);
        }
    }

    private void leave() {
        synchronized (change) {
            busy--;
            change.notifyAll();
        }
        fillPlace(); // for a row that came after this thread had looked for one
    }

    /** Waits until all rows are through. */
    public void awaitAll() throws InterruptedException {
        while (!ready.isEmpty() || isBusy()) {
            synchronized (change) {
                while (busy > 0) {
                    change.wait();
                }
            }
            workHere();
        }
    }

    private boolean isBusy() {
        synchronized (change) {
            return busy > 0;
        }
    }

    /** Interrupts the rows under way, forgets the others, and returns when no thread is left; an interrupt does not end it. */
    public void close() {
        ready.drainTo(new ArrayList<>());
        threads.pool().shutdownNow();
        boolean interrupted = Thread.interrupted();
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.pool().awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
