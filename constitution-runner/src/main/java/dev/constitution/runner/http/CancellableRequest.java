package dev.constitution.runner.http;

import dev.constitution.runner.base.Durations;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A request whose connection is closed when the server has been silent for too long, or when the waiting thread is
 * interrupted. A thread that blocks on a plain socket notices neither; the superclass lets an interrupt close what it waits
 * for.
 *
 * <p>A server that keeps a request in its queue, and the connection alive by headers, blank lines or comments, is not silent.
 * It is waited for {@value #MOST_SILENCES} times as long as one that is, and no longer. Run once, by the thread that waits.
 */
public final class CancellableRequest extends AbstractInterruptibleChannel {
    static final int MOST_SILENCES = 6;

    private static final ScheduledThreadPoolExecutor DEADLINES = deadlines();

    /** In place of a socket, once the request is cancelled. */
    private static final Closeable NONE = () -> {};

    private final AtomicReference<@Nullable Closeable> socket = new AtomicReference<>();
    private final Duration silence;
    private final long sent = System.nanoTime();
    private volatile long lastReceived = sent;
    private volatile boolean heard;
    private volatile boolean ended;
    private volatile boolean late;
    private volatile @Nullable Future<?> watch;

    /** Waits for an answer. */
    @FunctionalInterface
    public interface Exchange<T> {
        T run() throws IOException;
    }

    /** @param silence how long the server may say nothing */
    public CancellableRequest(Duration silence) {
        this.silence = silence;
    }

    /** Starts the thread that watches deadlines: where there is none to be had, that is known before a call is sent. */
    public static void prepare() {
        DEADLINES.prestartCoreThread();
    }

    /** Waits on the calling thread; the interrupt flag is set when an interrupt is what ended it. */
    public <T> T run(Exchange<T> exchange) throws IOException {
        watch = DEADLINES.schedule(this::check, silence.toNanos(), TimeUnit.NANOSECONDS);
        boolean answered = false;
        try {
            begin();
            T answer = exchange.run();
            answered = true;
            return answer;
        } finally {
            ended = true;
            Future<?> last = watch;
            if (last != null) {
                last.cancel(false);
            }
            end(answered);
        }
    }

    /**
     * From here on this is what a cancellation closes.
     *
     * @throws IOException when the request is cancelled
     */
    void uses(Closeable connected) throws IOException {
        Closeable before = socket.get();
        if (NONE.equals(before) || !socket.compareAndSet(before, connected)) {
            connected.close();
            throw new IOException("the request was cancelled");
        }
    }

    /** From here on no cancellation closes this; false where one has. */
    boolean leaves(Closeable connected) {
        return socket.compareAndSet(connected, null);
    }

    private void cancel() {
        Closeable connected = socket.getAndSet(NONE);
        if (connected != null) {
            try {
                connected.close();
            } catch (IOException e) {
                return; // it is gone either way
            }
        }
    }

    /** A part of the answer has come. */
    public void received() {
        heard = true;
        lastReceived = System.nanoTime();
    }

    /** Whether a deadline ended the request. */
    public boolean isLate() {
        return late;
    }

    /** What the deadline was, and what to do. */
    public String lateness() {
        Duration most = silence.multipliedBy(MOST_SILENCES);
        return System.nanoTime() - sent >= most.toNanos()
                ? "no whole answer within " + Durations.inWords(most)
                        + ", though the server kept the connection alive; raise" + " --timeout"
                : (heard ? "the answer stalled for " : "no answer within ") + Durations.inWords(silence)
                        + "; raise --timeout if the model needs longer";
    }

    private void check() {
        long now = System.nanoTime();
        long left = Math.min(
                silence.toNanos() - (now - lastReceived),
                silence.multipliedBy(MOST_SILENCES).toNanos() - (now - sent));
        if (ended) {
            return;
        } else if (left > 0) {
            watch = DEADLINES.schedule(this::check, left, TimeUnit.NANOSECONDS);
            return;
        }
        late = true;
        cancel();
    }

    @Override
    protected void implCloseChannel() {
        cancel();
    }

    private static ScheduledThreadPoolExecutor deadlines() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "http-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
