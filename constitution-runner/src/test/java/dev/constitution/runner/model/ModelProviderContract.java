package dev.constitution.runner.model;

import static dev.constitution.runner.model.ProviderFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.model.ProviderFixture.Key;
import dev.constitution.runner.testing.LoggedLines;
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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider's model does, seen from both ends of the wire; a provider elsewhere passes it too. */
@Timeout(60)
public abstract class ModelProviderContract {
    /** A conversation with every setting that a run may ask for. */
    protected static final ChatRequest REQUEST = ChatRequest.builder()
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

    private final ProviderFixture provider;

    @AutoClose
    protected final LoopbackServer server = new LoopbackServer();

    protected ModelProviderContract(ProviderFixture provider) {
        this.provider = provider;
        server.answerWith(provider.hello());
    }

    protected final ChatModel model() {
        return model(Duration.ofSeconds(30));
    }

    private ChatModel model(Duration timeout) {
        return model(provider.key().map(key -> Map.of(key.variable(), KEY)).orElse(Map.of()), timeout);
    }

    /** The model at the test's server, in an environment of these variables. */
    protected final ChatModel model(Map<String, String> environment) {
        return model(environment, Duration.ofSeconds(30));
    }

    private ChatModel model(Map<String, String> variables, Duration timeout) {
        Map<String, String> environment = new HashMap<>(provider.environment());
        environment.putAll(variables);
        return create(
                ModelSpec.parse(provider.name() + "@" + server.url() + "/v1/"),
                new ModelSettings(environment::get, timeout));
    }

    /** By name, unless the test brings what a provider takes from elsewhere than its settings. */
    protected ChatModel create(ModelSpec spec, ModelSettings settings) {
        return Models.create(spec, settings);
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
        return provider.reasons().entrySet().stream()
                .map(reason -> DynamicTest.dynamicTest(reason.getKey(), () -> {
                    server.answerWith(provider.answer("Hello.", reason.getKey()));

                    assertThat(model().chat(REQUEST).finishReason()).isEqualTo(reason.getValue());
                }));
    }

    @Test
    void chat_parameters_areOnTheWire() {
        model().chat(REQUEST);

        assertThat(server.received().get(0).body()).isEqualTo(Json.parse(provider.request()));
    }

    /** What nobody set is the server's own to choose: an empty list of stops, for example, can turn a model's own off. */
    @Test
    void chat_nothingSet_sendsNoOption() {
        model().chat("q");

        assertThat(server.received().get(0).body()).isEqualTo(Json.parse(provider.bare()));
    }

    @TestFactory
    Stream<DynamicTest> chat_noTextAndTheTokenLimitMet_isCutOff() {
        String limit = provider.reasons().entrySet().stream()
                .filter(reason -> reason.getValue() == FinishReason.LENGTH)
                .findFirst()
                .orElseThrow()
                .getKey();
        String empty = provider.answer("TEXT", limit).body();
        return Stream.of(
                        empty.replace("\"TEXT\"", "null"),
                        empty.replace("\"TEXT\"", "\"\""),
                        empty.replace("\"content\":\"TEXT\"", "\"reasoning\":\"Hm.\""))
                .distinct()
                .map(body -> DynamicTest.dynamicTest(body, () -> {
                    server.answerWith(ServerAnswer.ok(body));

                    assertThat(model().chat(REQUEST).finishReason()).isEqualTo(FinishReason.LENGTH);
                }));
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
        if (provider.key().isPresent()) {
            Key key = provider.key().orElseThrow();
            assertThat(received.headers()).containsEntry(key.header(), List.of(key.value()));
        } else {
            assertThat(received.headers()).doesNotContainKeys("Authorization", "X-api-key");
        }
        assertThat(received.path() + received.body()).doesNotContain(KEY);
        assertThat(received.headers()).as("no upgrade to HTTP/2").doesNotContainKey("Upgrade");
    }

    @Test
    void create_noKey_namesTheVariableWhereOneIsNeeded() {
        if (provider.key().filter(Key::isNeeded).isPresent()) {
            assertThatThrownBy(() -> model(Map.of()))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining(
                            " needs a key: set " + provider.key().orElseThrow().variable());
        } else if (provider.key().isPresent()) {
            assertThat(model(Map.of()).toString())
                    .as("opened without a request")
                    .isNotEmpty();
        } else {
            assertThat(model(Map.of()).chat("q")).isEqualTo("Hello.");
        }
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
                    if (provider.key().isPresent()) {
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
    void chat_everyLogOn_neitherPromptNorAnswerIsLogged() {
        try (LoggedLines log = new LoggedLines("dev.langchain4j")) {
            model().chat(REQUEST);

            assertThat(log.lines()).noneMatch(line -> line.contains("be brief") || line.contains("Hello."));
        }
    }

    @Test
    void toString_model_doesNotHoldTheKey() {
        assertThat(model().toString())
                .doesNotContain(KEY)
                .contains(ModelSpec.parse(provider.name()).model());
    }

    @Test
    void chat_stalledBody_timesOut() {
        server.answerWith(ServerAnswer.ok(" {}").stalled());

        assertThatThrownBy(() -> model(Duration.ofMillis(500)).chat(REQUEST))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContainingAll("stalled for 0.5 s", "--timeout");
    }

    /** It takes four times as long as the server may be silent. */
    @Test
    void chat_serverThatKeepsTheConnectionAlive_isWaitedFor() {
        server.answerWith(provider.hello().queued());

        assertThat(model(Duration.ofMillis(500)).chat(REQUEST).aiMessage().text())
                .isEqualTo("Hello.");
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
