package dev.constitution.runner.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelRole;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.input.ImageFolder;
import dev.constitution.runner.testing.Calls;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.threads.StopSwitch;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heap of 160 MB has room for images of 10 MB. */
class ImageRoomTest {
    private static final long HEAP = 160L << 20;
    private static final int MB = 1 << 20;
    private static final CallSender ANSWERING = Calls.sender(call -> ChatResponse.builder()
            .aiMessage(AiMessage.from("A dot."))
            .tokenUsage(new TokenUsage(10, 3))
            .build());

    @TempDir
    private Path run;

    private final StopSwitch stop = new StopSwitch();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore answers = new Semaphore(0);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private ImageRoom room;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(run.resolve("images"));
        room = new ImageRoom(this::answer, SentImages.of(new ImageFolder(run)), stop, HEAP);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private AnsweredCall answer(PendingCall pending) throws InterruptedException {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        answers.acquire();
        underWay.decrementAndGet();
        return ANSWERING.send(pending);
    }

    /** A call whose images have so many bytes. */
    private PendingCall showing(int... bytes) throws IOException {
        List<Content> contents = new ArrayList<>(List.of(TextContent.from("Look")));
        for (int size : bytes) {
            String name = "images/" + String.format("%064x", size) + ".png";
            Files.write(run.resolve(name), new byte[size]);
            contents.add(ImageContent.from(name));
        }
        ChatRequest request =
                ChatRequest.builder().messages(UserMessage.from(contents)).build();
        return Calls.pending(new ModelCall("p", ModelRole.GENERATOR, "generate", new EchoModel(), request));
    }

    private Future<AnsweredCall> begun(PendingCall call) {
        return threads.submit(() -> room.send(call));
    }

    private void awaitUnderWay(int calls) throws InterruptedException {
        while (underWay.get() < calls) {
            Thread.sleep(1);
        }
    }

    @Test
    void send_moreThanHasRoom_waitsForThoseBefore() throws Exception {
        PendingCall showing = showing(2 * MB, 2 * MB);
        List<Future<AnsweredCall>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            calls.add(begun(showing));
        }
        awaitUnderWay(2);
        answers.release(12);

        for (Future<AnsweredCall> call : calls) {
            assertThat(call.get(1, TimeUnit.MINUTES).isNew()).isTrue();
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void send_requestWithoutImages_passesThoseThatWait() throws Exception {
        PendingCall showing = showing(9 * MB);
        Future<AnsweredCall> first = begun(showing);
        awaitUnderWay(1);
        Future<AnsweredCall> waiting = begun(showing);
        Future<AnsweredCall> text = begun(showing());
        awaitUnderWay(2);
        assertThat(waiting.isDone()).isFalse();
        answers.release(3);

        assertThat(List.of(
                        first.get().isNew(), waiting.get().isNew(), text.get().isNew()))
                .containsOnly(true);
    }

    @Test
    void send_requestThatNeverHasRoom_failsWithWhatToDo() throws IOException {
        PendingCall call = showing(6 * MB, 5 * MB);

        assertThatThrownBy(() -> room.send(call))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("its images have 11 MB, and 10 MB are the most")
                .hasMessageContaining("-Xmx8g");
    }

    @Test
    void send_runThatEndsMeanwhile_sendsNoMore() throws Exception {
        Future<AnsweredCall> first = begun(showing(9 * MB));
        awaitUnderWay(1);
        CountDownLatch begun = new CountDownLatch(1);
        PendingCall other = showing(9 * MB);
        Future<AnsweredCall> waiting = threads.submit(() -> {
            begun.countDown();
            return room.send(other);
        });
        begun.await();
        stop.request();
        answers.release();

        assertThat(first.get().isNew()).isTrue();
        assertThatThrownBy(waiting::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(RunStopException.class);
        assertThat(most).hasValue(1);
    }

    @Test
    void send_failure_givesTheRoomBack() throws Exception {
        ImageRoom failing = new ImageRoom(
                pending -> {
                    throw new IllegalStateException("no");
                },
                SentImages.of(new ImageFolder(run)),
                stop,
                HEAP);
        for (int i = 0; i < 3; i++) {
            PendingCall call = showing(9 * MB);
            assertThatThrownBy(() -> failing.send(call)).hasMessage("no");
        }
    }
}
