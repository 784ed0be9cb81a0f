package dev.constitution.chat;

import dev.constitution.chat.ModelCaller.Work;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that help with calls that do not need each other. The thread that has the work takes part in it, and does each piece
 * for which no helper is free: so pieces may have pieces of their own, and a pool of any size will do. Thread-safe.
 *
 * <p>When {@link #together} ends, in whichever way, none of its pieces is under way. What it gives or throws depends on the
 * pieces alone, not on which of them ended first.
 */
public final class ParallelWork {
    private final Executor threads;
    private final Semaphore free;
    private final boolean finishing;

    private ParallelWork(Executor threads, int helpers, boolean finishing) {
        this.threads = threads;
        this.free = new Semaphore(helpers);
        this.finishing = finishing;
    }

    /**
     * Each piece is done, also where another fails: for calls whose answers are kept and paid for.
     *
     * @param threads starts a thread for each task
     * @param helpers how many help at once
     */
    public static ParallelWork finishing(Executor threads, int helpers) {
        return new ParallelWork(threads, helpers, true);
    }

    /**
     * Where a piece fails, those after it are not begun, and those that helpers have begun are interrupted. The earlier ones
     * go on, since one of them may fail too, and then is the first.
     */
    static ParallelWork cancelling(Executor threads) {
        return new ParallelWork(threads, Integer.MAX_VALUE, false);
    }

    /**
     * The results of all pieces, in their order.
     *
     * @throws CallFailedException that of the first piece, in their order, that failed
     * @throws InterruptedException when the calling thread is interrupted; the pieces then are, too
     */
    public <T> List<T> together(List<? extends Work<T>> work) throws InterruptedException, CallFailedException {
        Thread caller = Thread.currentThread();
        List<Piece<T>> pieces =
                work.stream().map(piece -> new Piece<T>(piece, caller)).toList();
        // The first is for the caller, whom no failure of another may interrupt.
        AtomicInteger next = new AtomicInteger(1);
        Runnable share = () -> {
            for (int i = next.getAndIncrement(); i < pieces.size(); i = next.getAndIncrement()) {
                run(pieces, i);
            }
        };
        try {
            int shares = 1;
            while (shares < pieces.size() && help(share)) {
                shares++;
            }
            if (!pieces.isEmpty()) {
                run(pieces, 0);
            }
            share.run();
            for (Piece<T> piece : pieces) {
                piece.await();
            }
        } finally {
            end(pieces);
        }
        return results(pieces);
    }

    /** Has one more helper take its share; false where none is free. */
    private boolean help(Runnable share) {
        if (!free.tryAcquire()) {
            return false;
        }
        try {
            threads.execute(() -> {
                try {
                    share.run();
                } finally {
                    free.release();
                }
            });
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) { // no thread can be had
            free.release();
            return false;
        }
    }

    private <T> void run(List<Piece<T>> pieces, int number) {
        Piece<T> piece = pieces.get(number);
        piece.run();
        if (piece.isInterrupted()) {
            pieces.forEach(Piece::cancel);
        } else if (!finishing && piece.failure().isPresent()) {
            pieces.subList(number + 1, pieces.size()).forEach(Piece::cancel);
        }
    }

    /** Returns when no piece is under way; an interrupt ends them, and is kept. */
    private static void end(List<? extends Piece<?>> pieces) {
        boolean interrupted = false;
        for (Piece<?> piece : pieces) {
            piece.cancel();
        }
        for (Piece<?> piece : pieces) {
            interrupted |= awaitUninterruptibly(piece);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean awaitUninterruptibly(Piece<?> piece) {
        boolean interrupted = false;
        while (true) {
            try {
                piece.await();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private static <T> List<T> results(List<Piece<T>> pieces) throws InterruptedException, CallFailedException {
        Optional<Throwable> failure = pieces.stream()
                .filter(Piece::isInterrupted) // before any other
                .findFirst()
                .or(() -> pieces.stream()
                        .filter(piece -> piece.failure().isPresent())
                        .findFirst())
                .flatMap(Piece::failure);
        if (failure.isEmpty()) {
            return pieces.stream().map(piece -> piece.result().orElseThrow()).toList();
        } else if (failure.get() instanceof InterruptedException interrupt) {
            throw interrupt;
        } else if (failure.get() instanceof RuntimeException failed) {
            throw failed;
        } else if (failure.get() instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(failure.get());
    }
}
