package dev.constitution.runner.wire;

import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * A request whose connection is closed when its deadline passes or when the waiting thread is interrupted. A thread that
 * blocks on a plain socket notices neither; the superclass lets an interrupt close what it waits for.
 */
final class CancellableRequest extends AbstractInterruptibleChannel {
    private static final ScheduledThreadPoolExecutor DEADLINES = deadlines();

    private final HttpUriRequestBase request;
    private volatile boolean late;

    /** Waits for an answer. */
    @FunctionalInterface
    interface Exchange<T> {
        T run() throws IOException;
    }

    CancellableRequest(HttpUriRequestBase request) {
        this.request = request;
    }

    /** Waits on the calling thread; the interrupt flag is set when an interrupt is what ended it. */
    <T> T within(Duration deadline, Exchange<T> exchange) throws IOException {
        Future<?> watch = DEADLINES.schedule(this::expire, deadline.toNanos(), TimeUnit.NANOSECONDS);
        boolean answered = false;
        try {
            begin();
            T answer = exchange.run();
            answered = true;
            return answer;
        } finally {
            watch.cancel(false);
            end(answered);
        }
    }

    /** Whether the deadline ended the request. */
    boolean isLate() {
        return late;
    }

    private void expire() {
        late = true;
        request.cancel();
    }

    @Override
    protected void implCloseChannel() {
        request.cancel();
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
