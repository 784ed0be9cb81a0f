package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import dev.constitution.runner.wire.HttpStatusException;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider's model does, seen from both ends of the wire. */
@Timeout(60)
abstract class ModelProviderContract {
    static final String KEY = "sk-canary-0123456789";

    private static final ChatRequest REQUEST = ChatRequest.builder()
            .messages(
                    SystemMessage.from("be brief {{x}}"),
                    UserMessage.from("first \"q\" $1"),
                    AiMessage.from("an answer"),
                    UserMessage.from("second"))
            .parameters(SamplingParameters.builder()
                    .temperature(0.5)
                    .topP(0.9)
                    .maxOutputTokens(17)
                    .stopSequences("END")
                    .seed(42L)
                    .repeatPenalty(1.15)
                    .build())
            .build();

    private LoopbackServer server;

    /** The scheme and model, without an address. */
    abstract String name();

    /** The variable that holds the key; null where no key is needed. */
    abstract String keyVariable();

    /** The header that carries the key, with its value; null where none does. */
    abstract Map.Entry<String, String> authorization();

    /** An answer on the wire, that spent 11 tokens on the prompt and 5 on the text, from {@code model-returned}. */
    abstract String answer(String text, String finishReason);

    /** The provider's words for the reasons why an answer ends. */
    abstract Map<String, FinishReason> finishReasons();

    /** Where the request's parameters and the last turn's text stand on the wire, as JSON pointers, with their values. */
    abstract Map<String, Object> onTheWire();

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        server.answerWith(ServerAnswer.ok(
                answer("Hello.", finishReasons().entrySet().iterator().next().getKey())));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    final LoopbackServer server() {
        return server;
    }

    final ChatModel model() {
        return model(Duration.ofSeconds(30));
    }

    private ChatModel model(Duration timeout) {
        Map<String, String> environment = keyVariable() == null ? Map.of() : Map.of(keyVariable(), KEY);
        return Models.create(
                ModelSpec.parse(name() + "@" + server.url() + "/v1/"), new ModelSettings(environment::get, timeout));
    }

    @Test
    void chat_answer_givesTextUsageAndModel() {
        ChatResponse response = model().chat(REQUEST);

        assertThat(response.aiMessage().text()).isEqualTo("Hello.");
        assertThat(response.tokenUsage().inputTokenCount()).isEqualTo(11);
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(5);
        assertThat(response.modelName()).isEqualTo("model-returned");
    }

    @TestFactory
    Stream<DynamicTest> chat_reasonsToFinish_areTold() {
        return finishReasons().entrySet().stream()
                .map(reason -> DynamicTest.dynamicTest(reason.getKey(), () -> {
                    server.answerWith(ServerAnswer.ok(answer("Hello.", reason.getKey())));

                    assertThat(model().chat(REQUEST).finishReason()).isEqualTo(reason.getValue());
                }));
    }

    @Test
    void chat_parameters_areOnTheWire() {
        model().chat(REQUEST);

        JsonNode body = server.received().get(0).body();
        Map<String, Object> sent = new HashMap<>();
        onTheWire().keySet().forEach(pointer -> sent.put(pointer, plain(body.at(pointer))));
        assertThat(sent).as("in " + body).isEqualTo(onTheWire());
    }

    private static Object plain(JsonNode value) {
        return value.isInt() ? (Object) value.intValue() : value.isNumber() ? value.doubleValue() : value.asText();
    }

    @Test
    void chat_textOfAnyKind_isOnTheWireAsItIs() {
        String text = "é😀 a\ud800b \u2028 \u0000 {{x}} $1 <|im_end|>";

        model().chat(text);

        assertThat(texts(server.received().get(0).body())).contains(text);
    }

    private static List<String> texts(JsonNode node) {
        return node.isTextual()
                ? List.of(node.textValue())
                : StreamSupport.stream(node.spliterator(), false)
                        .flatMap(child -> texts(child).stream())
                        .toList();
    }

    @Test
    void chat_noSeed_sendsNone() {
        model().chat(ChatRequest.builder().messages(UserMessage.from("q")).build());

        assertThat(server.received().get(0).body().toString()).doesNotContain("seed");
    }

    @Test
    void chat_key_isInItsHeaderAlone() {
        model().chat(REQUEST);

        ServerRequest received = server.received().get(0);
        if (authorization() == null) {
            assertThat(received.headers()).doesNotContainKeys("Authorization", "X-api-key");
        } else {
            assertThat(received.headers())
                    .containsEntry(
                            authorization().getKey(), List.of(authorization().getValue()));
        }
        assertThat(received.path() + received.body()).doesNotContain(KEY);
        assertThat(received.headers()).as("no upgrade to HTTP/2").doesNotContainKey("Upgrade");
    }

    @Test
    void create_noKey_namesTheVariable() {
        ModelSpec spec = ModelSpec.parse(name());
        if (keyVariable() == null) {
            return;
        }
        assertThatThrownBy(() -> Models.create(spec, new ModelSettings(variable -> null, Duration.ofSeconds(1))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(name() + " needs a key: set " + keyVariable());
    }

    @TestFactory
    Stream<DynamicTest> chat_failures_areLangChain4jsExceptionsAfterOneRequest() {
        return Map.of(
                        400, InvalidRequestException.class,
                        401, AuthenticationException.class,
                        404, ModelNotFoundException.class,
                        429, RateLimitException.class,
                        500, InternalServerException.class,
                        529, InternalServerException.class)
                .entrySet()
                .stream()
                .map(failure -> DynamicTest.dynamicTest("status " + failure.getKey(), () -> {
                    int before = server.received().size();
                    server.answerWith(ServerAnswer.error(failure.getKey(), "refused key " + KEY)
                            .with("Retry-After", "7"));

                    Throwable thrown = catchThrowable(() -> model().chat(REQUEST));

                    assertThat(thrown).isInstanceOf(failure.getValue());
                    assertThat(server.received()).hasSize(before + 1);
                    assertThat(HttpStatusException.header(thrown, "retry-after"))
                            .hasValue("7");
                    if (keyVariable() != null) {
                        assertThat(stackTrace(thrown)).contains("refused key").doesNotContain(KEY);
                    }
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html></html>", "{\"id\":\"cut", "", "{}", "{\"error\":{\"message\":\"no\"}}"})
    void chat_malformedAnswer_isAFailureOfItsOwnThatKeepsIt(String body) {
        server.answerWith(ServerAnswer.ok(body));

        assertThatThrownBy(() -> model().chat(REQUEST))
                .isInstanceOfSatisfying(
                        MalformedAnswerException.class,
                        malformed -> assertThat(malformed.body()).isEqualTo(body));
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void toString_model_doesNotHoldTheKey() {
        assertThat(model().toString())
                .doesNotContain(KEY)
                .contains(ModelSpec.parse(name()).model());
    }

    @Test
    void chat_stalledBody_timesOut() {
        server.answerWith(ServerAnswer.ok(" {}").stalled());

        assertThatThrownBy(() -> model(Duration.ofMillis(500)).chat(REQUEST)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void chat_interrupted_returnsAtOnceWithTheFlagSet() throws InterruptedException {
        server.answerWith(ServerAnswer.ok(" {}").stalled());
        ChatModel model = model();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowable(() -> model.chat(REQUEST)));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        server.awaitStall();
        caller.interrupt();
        caller.join(5_000);

        assertThat(caller.isAlive()).isFalse();
        assertThat(thrown.get()).isNotNull();
        assertThat(interrupted.get()).isTrue();
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
