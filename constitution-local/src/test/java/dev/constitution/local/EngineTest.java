package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.SamplingParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class EngineTest {

    @Test
    void answer_threadInterruptedWhileGenerating_endsBeforeItsAnswer() throws InterruptedException {
        try (Engine engine = open(1)) {
            Call call = Call.start(engine, new Cancellation());
            call.generating.await();

            call.thread.interrupt();

            assertThat(call.failure())
                    .isInstanceOf(LocalModelException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(call.interruptStatus.join()).isTrue();
        }
    }

    @Test
    void answer_threadInterruptedWhileWaitingForContext_endsAndTheOtherGoesOn() throws InterruptedException {
        try (Engine engine = open(1)) {
            Call first = Call.start(engine, new Cancellation());
            first.generating.await();
            Call second = Call.start(engine, new Cancellation());

            second.thread.interrupt();

            assertThat(second.failure()).hasCauseInstanceOf(InterruptedException.class);
            assertThat(first.end).isNotDone();
            first.thread.interrupt();
        }
    }

    @Test
    void answer_interruptStatusSetBefore_endsAtOnce() {
        try (Engine engine = open(1)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> engine.answer(Embedded.endlessTask(), new Cancellation(), text -> {}))
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void answer_afterInterruptedOne_isAsBefore() throws InterruptedException {
        try (Engine engine = open(1)) {
            Task task = Task.of(
                    Embedded.request(Embedded.greedy().maxOutputTokens(20), "Name a fruit."),
                    SamplingParameters.builder().build());
            String before = engine.answer(task, new Cancellation(), text -> {}).text();
            Call call = Call.start(engine, new Cancellation());
            call.generating.await();
            call.thread.interrupt();
            call.failure();

            assertThat(engine.answer(task, new Cancellation(), text -> {}).text())
                    .isEqualTo(before);
        }
    }

    @Test
    void close_callsInFlightAndWaiting_endsThemAll() throws InterruptedException {
        Engine engine = open(2);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            calls.add(Call.start(engine, new Cancellation()));
            calls.get(i).generating.await();
        }
        calls.add(Call.start(engine, new Cancellation()));
        calls.add(Call.start(engine, new Cancellation()));

        engine.close();

        for (Call call : calls) {
            assertThat(call.failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        }
    }

    @Test
    void close_fromTheCallItself_endsIt() {
        Engine engine = open(1);

        assertThatThrownBy(() -> engine.answer(Embedded.endlessTask(), new Cancellation(), text -> engine.close()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void answer_afterClose_throws() {
        Engine engine = open(1);
        engine.close();
        engine.close();

        assertThatThrownBy(() -> engine.answer(Embedded.endlessTask(), new Cancellation(), text -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void answer_cancelledByAnotherThread_throwsCancelled() throws InterruptedException {
        try (Engine engine = open(1)) {
            Cancellation cancellation = new Cancellation();
            Call call = Call.start(engine, cancellation);
            call.generating.await();

            cancellation.cancel();

            assertThat(call.failure()).isInstanceOf(CancelledException.class);
        }
    }

    private static Engine open(int contexts) {
        return Engine.open(LlamaRuntime.api(), Embedded.FILE, contexts, 4096, 1);
    }

    /** An endless answer on a thread of its own. */
    private static final class Call {
        final CountDownLatch generating = new CountDownLatch(1);
        final CompletableFuture<Answer> end = new CompletableFuture<>();
        final CompletableFuture<Boolean> interruptStatus = new CompletableFuture<>();
        final Thread thread;

        private Call(Engine engine, Cancellation cancellation) {
            this.thread = new Thread(() -> {
                try {
                    end.complete(engine.answer(Embedded.endlessTask(), cancellation, text -> generating.countDown()));
                } catch (RuntimeException e) {
                    end.completeExceptionally(e);
                }
                interruptStatus.complete(Thread.interrupted());
            });
        }

        static Call start(Engine engine, Cancellation cancellation) {
            Call call = new Call(engine, cancellation);
            call.thread.start();
            return call;
        }

        Throwable failure() {
            try {
                end.join();
            } catch (CompletionException e) {
                return e.getCause();
            }
            throw new AssertionError("the answer came to its end");
        }
    }
}
