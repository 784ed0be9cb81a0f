package dev.constitution.examples.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends an answer as server-sent events while it is made. A server learns that a listener has gone only when it writes to him, so
 * that it writes every second: then the model is not asked any further. Thread-safe.
 */
@Component
final class AnswerEvents implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Answering answering;
    private final AsyncTaskExecutor threads;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    AnswerEvents(Answering answering, AsyncTaskExecutor threads) {
        this.answering = answering;
        this.threads = threads;
    }

    SseEmitter of(String question) {
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        Future<?> making = threads.submit(() -> send(question, emitter));
        Future<?> beats = clock.scheduleAtFixedRate(() -> beat(emitter), 1, 1, TimeUnit.SECONDS);
        emitter.onCompletion(() -> {
            beats.cancel(false);
            making.cancel(true); // does nothing where it has ended
        });
        return emitter;
    }

    private void send(String question, SseEmitter emitter) {
        try {
            event(emitter, "answer", answering.answer(question, step -> event(emitter, "step", step)));
            emitter.complete();
        } catch (ResponseStatusException e) {
            event(emitter, "failure", new Failure(String.valueOf(e.getReason())));
            emitter.complete();
        }
    }

    /** A comment, which readers of events pass over. */
    private static void beat(SseEmitter emitter) {
        try {
            emitter.send(SseEmitter.event().comment(""));
        } catch (IOException e) {
            emitter.completeWithError(e);
        }
    }

    private static void event(SseEmitter emitter, String name, Object content) {
        try {
            emitter.send(SseEmitter.event().name(name).data(content, MediaType.APPLICATION_JSON));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException e) {
            throw new UncheckedIOException(new IOException("the events were ended already", e));
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    record Failure(String message) {}
}
