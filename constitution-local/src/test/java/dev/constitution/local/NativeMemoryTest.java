package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a model takes of native memory is given back, once, whatever becomes of the model. */
@Timeout(300)
class NativeMemoryTest {
    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    private final CountedLlama llama = new CountedLlama();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama_model_get_vocab",
                "llama_model_has_encoder",
                "llama_model_n_ctx_train",
                "llama_model_chat_template",
                "llama_chat_apply_template"
            })
    void open_failsOnTheWay_freesTheModel(String function) {
        llama.fail(function);

        assertThatThrownBy(() -> open(2048)).hasMessage(function + " fails");

        assertThat(llama.loads).hasValue(1);
        assertThat(llama.models).hasValue(0);
    }

    @Test
    void open_contextLargerThanTrained_freesTheModel() {
        assertThatThrownBy(() -> open(8193)).isInstanceOf(IllegalArgumentException.class);

        assertThat(llama.loads).hasValue(1);
        assertThat(llama.models).hasValue(0);
    }

    @Test
    void answer_contextCannotBeMade_nextCallIsAnsweredAndAllIsFreed() {
        try (Engine engine = open(2048)) {
            llama.fail("llama_init_from_model");
            assertThatThrownBy(() -> answer(engine)).hasMessage("llama_init_from_model fails");
            llama.fail("");

            assertThat(answer(engine)).contains("Paris");
        }

        assertThat(llama.models).hasValue(0);
        assertThat(llama.contexts).hasValue(0);
    }

    @Test
    void close_twiceAndWhileAnswering_freesOnceAndOnlyAfterTheAnswer() {
        Engine engine = open(2048);

        assertThatThrownBy(() -> engine.answer(Embedded.endlessTask(), new Cancellation(), text -> {
                    engine.close();
                    engine.close();
                    assertThat(llama.models).hasValue(1);
                    assertThat(llama.contexts).hasValue(1);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");

        engine.close();
        assertThat(llama.models).hasValue(0);
        assertThat(llama.contexts).hasValue(0);
    }

    @Test
    void engine_forgotten_isFreedWithAWarning() throws InterruptedException {
        Logger log = (Logger) LoggerFactory.getLogger(Engine.class);
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        log.addAppender(events);
        try {
            WeakReference<Engine> forgotten = openAnswerAndForget();

            collectUntil(() -> llama.models.get() == 0);

            assertThat(forgotten.get()).isNull();
            assertThat(llama.contexts).hasValue(0);
            assertThat(events.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .contains("a local model was forgotten without being closed; its memory is freed now");
        } finally {
            log.detachAppender(events);
        }
    }

    @Test
    void model_forgottenWhileItStreams_answersToTheEndAndIsFreedThen() throws Exception {
        assumeTrue(Files.exists(MAPPINGS), "only Linux tells what a process has mapped");
        Path file = Files.copy(Embedded.FILE, folder.resolve("forgotten.gguf"));
        CompletableFuture<String> part = new CompletableFuture<>();
        CompletableFuture<String> answer = new CompletableFuture<>();

        streamAndForget(file, part, answer);
        part.join();
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(20);
        }

        assertThat(answer.join()).isNotBlank();
        collectUntil(() -> !isMapped(file));
    }

    private static void streamAndForget(Path file, CompletableFuture<String> part, CompletableFuture<String> answer) {
        LocalChatModel model =
                LocalChatModel.builder().modelFile(file).contexts(1).build();
        assertThat(isMapped(file)).isTrue();
        StreamingChatResponseHandler handler = new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String text) {
                part.complete(text);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                answer.complete(response.aiMessage().text());
            }

            @Override
            public void onError(Throwable error) {
                part.completeExceptionally(error);
                answer.completeExceptionally(error);
            }
        };
        model.streaming()
                .chat(
                        Embedded.request(Embedded.greedy().maxOutputTokens(80), "Tell me a long story about the sea."),
                        handler);
    }

    private WeakReference<Engine> openAnswerAndForget() {
        Engine engine = open(2048);
        assertThat(answer(engine)).contains("Paris");
        assertThat(llama.models).hasValue(1);
        assertThat(llama.contexts).hasValue(1);
        return new WeakReference<>(engine);
    }

    private Engine open(int contextTokens) {
        return Engine.open(llama.api(), Embedded.FILE, 1, contextTokens, 1);
    }

    private static String answer(Engine engine) {
        Task task = Task.of(
                Embedded.request(Embedded.greedy().maxOutputTokens(20), "What is the capital of France?"),
                SamplingParameters.builder().build());
        return engine.answer(task, new Cancellation(), text -> {}).text();
    }

    /** The collector may take its time, so it is asked again, for a minute at most. */
    private static void collectUntil(BooleanSupplier freed) throws InterruptedException {
        long start = System.nanoTime();
        while (!freed.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("time until it is freed")
                    .isLessThan(Duration.ofMinutes(1));
            System.gc();
            Thread.sleep(10);
        }
    }

    private static boolean isMapped(Path file) {
        try {
            return Files.readString(MAPPINGS).contains(file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
