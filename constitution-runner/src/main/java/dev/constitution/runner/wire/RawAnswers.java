package dev.constitution.runner.wire;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Between the ledger and the HTTP client under a model, for the call that the current thread makes: an answer is handed
 * over as it arrives, before anything is read of it, and a recorded one is read again in place of a request.
 */
public final class RawAnswers {
    private static final ThreadLocal<@Nullable RawAnswers> CURRENT = new ThreadLocal<>();

    private final Receiver received;
    private @Nullable String recorded;
    private boolean any;
    private long sent = System.nanoTime();

    /** Takes an answer's body. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * Returns when the body is safe.
         *
         * @param latencyMillis from sending the request that was answered to here
         */
        void received(String body, long latencyMillis);
    }

    private RawAnswers(@Nullable String recorded, Receiver received) {
        this.recorded = recorded;
        this.received = received;
    }

    /** Hands each answer's body to the receiver. */
    public static RawAnswers to(Receiver received) {
        return new RawAnswers(null, received);
    }

    /** Gives this body as the answer to the one request that is made. */
    public static RawAnswers of(String recorded) {
        return new RawAnswers(recorded, (body, millis) -> {});
    }

    /** A call to a model. */
    @FunctionalInterface
    public interface Call<T> {
        T make() throws InterruptedException;
    }

    /** Makes a call on this thread with these answers. */
    public <T> T during(Call<T> call) throws InterruptedException {
        CURRENT.set(this);
        try {
            return call.make();
        } finally {
            CURRENT.remove();
        }
    }

    /** Whether an answer came through; models that use no HTTP client give none. */
    public boolean any() {
        return any;
    }

    /** For who repeats requests: one is sent now, so that waits before it do not count as the model's. */
    public static void sending() {
        RawAnswers current = CURRENT.get();
        if (current != null) {
            current.sent = System.nanoTime();
        }
    }

    /** How long ago the last request was sent. */
    public long millisSinceSent() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent);
    }

    /** For the client: the recorded answer to give instead of sending, once. */
    static Optional<String> recorded() {
        RawAnswers current = CURRENT.get();
        if (current == null || current.recorded == null) {
            return Optional.empty();
        }
        String body = current.recorded;
        current.recorded = null;
        return Optional.of(body);
    }

    /** For the client: an answer of status 2xx has arrived; returns when it is recorded. */
    static void arrived(String body) {
        RawAnswers current = CURRENT.get();
        if (current != null) {
            current.any = true;
            current.received.received(body, current.millisSinceSent());
        }
    }
}
