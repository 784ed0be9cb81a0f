package dev.constitution.runner.threads;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that help rows with calls that do not need each other. A piece of work for which no helper is free is done by the
 * thread that has it to do, so that pieces may have pieces of their own. Thread-safe.
 */
public final class ParallelWork {
    private final Executor workers;
    private final Semaphore free;

    /**
     * @param workers starts a thread for each task
     * @param count how many help at once
     */
    public ParallelWork(Executor workers, int count) {
        this.workers = workers;
        this.free = new Semaphore(count);
    }

    /**
     * The results of all pieces, in their order; each piece is done, also where another fails.
     *
     * @throws CallFailedException that of the first piece, in their order, that failed
     */
    public <T> List<T> together(List<? extends Work<T>> pieces) throws InterruptedException, CallFailedException {
        List<FutureTask<T>> tasks = new ArrayList<>();
        for (Work<T> piece : pieces) {
            tasks.add(new FutureTask<>(piece::result));
        }
        AtomicInteger next = new AtomicInteger();
        Runnable share = () -> {
            for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
                tasks.get(i).run();
            }
        };
        try {
            int shares = 1;
            while (shares < tasks.size() && help(share)) {
                shares++;
            }
            share.run();
            return results(tasks);
        } finally {
            tasks.forEach(task -> task.cancel(true)); // ends what is still running after an interrupt
        }
    }

    /** Has one more helper take its share; false where none is free. */
    private boolean help(Runnable share) {
        if (!free.tryAcquire()) {
            return false;
        }
        try {
            workers.execute(() -> {
                try {
                    share.run();
                } finally {
                    free.release();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            free.release();
            return false;
        }
    }

    private static <T> List<T> results(List<FutureTask<T>> tasks) throws InterruptedException, CallFailedException {
        List<T> results = new ArrayList<>();
        Throwable failure = null;
        for (FutureTask<T> task : tasks) {
            try {
                results.add(task.get());
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
            }
        }
        if (failure == null) {
            return results;
        } else if (failure instanceof CallFailedException failed) {
            throw failed;
        } else if (failure instanceof InterruptedException interrupt) {
            throw interrupt;
        } else if (failure instanceof RuntimeException unforeseen) {
            throw unforeseen;
        } else if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(failure);
    }
}
