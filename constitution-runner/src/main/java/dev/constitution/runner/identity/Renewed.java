package dev.constitution.runner.identity;

import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.Time;
import dev.langchain4j.exception.TimeoutException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is good for a while, such as a token: fetched when it is first asked for, and again a little before it ends. One thread
 * fetches for all who wait; who waits can be interrupted, whatever the fetching does. Thread-safe.
 *
 * @param <T> immutable
 */
public final class Renewed<T> {
    /** A clock may be wrong by as much, and a request be under way as long. */
    private static final Duration BEFORE_THE_END = Duration.ofMinutes(5);

    /** A renewal that failed is not tried again at once while the old one is good. */
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(30);

    /**
     * What was fetched.
     *
     * @param until when it ends
     */
    public record Held<T>(T value, Instant until) {}

    private final String what;
    private final Duration patience;
    private final Time time;
    private final Callable<Held<T>> source;
    private @Nullable Held<T> held;
    private @Nullable CompletableFuture<Held<T>> coming;
    private Instant renewal = Instant.MIN;

    /**
     * @param what how messages name it, "a token of Azure" for example
     * @param patience how long it is waited for
     * @param source fetches it; what it throws is thrown to all who wait, a checked exception within an unchecked one
     */
    public Renewed(String what, Duration patience, Callable<Held<T>> source) {
        this(what, patience, Time.SYSTEM, source);
    }

    Renewed(String what, Duration patience, Time time, Callable<Held<T>> source) {
        this.what = what;
        this.patience = patience;
        this.time = time;
        this.source = source;
    }

    /**
     * It, fetched where that is needed.
     *
     * @throws TimeoutException where it does not come
     * @throws UncheckedIOException where the thread is interrupted
     */
    public T get() {
        CompletableFuture<Held<T>> awaited;
        synchronized (this) {
            Instant now = time.now();
            Held<T> good = held != null && now.isBefore(held.until) ? held : null;
            awaited = coming;
            if (awaited == null && (good == null || !now.isBefore(renewal))) {
                awaited = fetch();
                coming = awaited;
            }
            if (good != null || awaited == null) {
                return Objects.requireNonNull(good).value;
            }
        }
        return await(awaited).value;
    }

    private Held<T> await(CompletableFuture<Held<T>> awaited) {
        try {
            return awaited.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while waiting for " + what));
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException(what + " did not come within " + Durations.inWords(patience), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e.getCause());
        }
    }

    /** Libraries look for their parts by the thread's class loader: it is theirs. */
    private CompletableFuture<Held<T>> fetch() {
        CompletableFuture<Held<T>> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> fetchInto(result), "identity");
        thread.setDaemon(true);
        thread.setContextClassLoader(source.getClass().getClassLoader());
        thread.start();
        return result;
    }

    private void fetchInto(CompletableFuture<Held<T>> result) {
        try {
            Held<T> fetched = source.call();
            taken(fetched);
            result.complete(fetched);
        } catch (Throwable failure) {
            taken(null);
            result.completeExceptionally(failure);
        }
    }

    private synchronized void taken(@Nullable Held<T> fetched) {
        coming = null;
        Instant now = time.now();
        if (fetched == null) {
            renewal = now.plus(BETWEEN_RENEWALS);
            return;
        }
        Duration left = Duration.between(now, fetched.until);
        Duration early = left.dividedBy(2).compareTo(BEFORE_THE_END) < 0 ? left.dividedBy(2) : BEFORE_THE_END;
        held = fetched;
        renewal = fetched.until.minus(early);
    }
}
