package dev.constitution.vertex;

import static dev.constitution.runner.model.ProviderFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.Tool;
import dev.constitution.runner.batch.BatchedModels;
import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.model.DryOpener;
import dev.constitution.runner.model.ModelProviderContract;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.ProviderFixture;
import dev.constitution.runner.model.ProviderFixture.Key;
import dev.constitution.runner.model.UnopenedModel;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.wire.RawAnswer;
import dev.constitution.runner.wire.RawThoughts;
import dev.constitution.runner.wire.TokenCounts;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Claude on Vertex AI, as Google's and Anthropic's pages of it document it (looked up on 2026-11-30): Anthropic's Messages at
 * {@code publishers/anthropic/models/MODEL:rawPredict}, without {@code model}, with {@code anthropic_version} in the body.
 */
class VertexClaudeTest extends ModelProviderContract {
    private static final ProviderFixture CLAUDE = new ProviderFixture(
                    "vertex:claude-sonnet-4-5@20250929",
                    Optional.of(Key.bearer("NO_SUCH_KEY").orIdentity()),
                    """
                    {"anthropic_version":"vertex-2023-10-16","system":[{"type":"text","text":"be brief {{x}}"}],
                    "messages":[
                     {"role":"user","content":[{"type":"text","text":"first \\"q\\" $1"}]},
                     {"role":"assistant","content":[{"type":"text","text":"an answer"}]},
                     {"role":"user","content":[{"type":"text","text":"second"}]}],
                    "max_tokens":17,"stop_sequences":["END"],"temperature":0.5,"top_p":0.9,"stream":false}
                    """,
                    """
                    {"anthropic_version":"vertex-2023-10-16","messages":[{"role":"user","content":[{"type":"text","text":"q"}]}],
                    "max_tokens":4096,"stream":false}
                    """,
                    """
                    {"id":"msg_vrtx_1","type":"message","role":"assistant","model":"model-returned",\
                    "content":[{"type":"text","text":"TEXT"}],"stop_reason":"REASON","stop_sequence":null,\
                    "usage":{"input_tokens":11,"output_tokens":5}}
                    """,
                    Map.of(
                            "end_turn", FinishReason.STOP,
                            "stop_sequence", FinishReason.STOP,
                            "max_tokens", FinishReason.LENGTH,
                            "model_context_window_exceeded", FinishReason.LENGTH))
            .in("GOOGLE_CLOUD_PROJECT", "my-project")
            .in("GOOGLE_CLOUD_LOCATION", "us-east5");

    VertexClaudeTest() {
        super(CLAUDE);
    }

    /** Google's library takes the identity from the process. */
    @Override
    protected ChatModel create(ModelSpec spec, ModelSettings settings) {
        return new VertexProvider(any -> Credential.bearer(KEY)).create(spec, settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-sonnet-4-5@20250929", "anthropic/claude-sonnet-4-5@20250929"})
    void chat_model_isInThePathAndNoKeyOfAnthropicsIsSent(String name) {
        create(
                        ModelSpec.parse("vertex:" + name + "@" + server.url()),
                        new ModelSettings(
                                Map.of("GOOGLE_CLOUD_PROJECT", "p1", "VERTEX_API_KEY", "of-gemini")::get,
                                Duration.ofSeconds(20)))
                .chat("q");

        assertThat(server.received().get(0).path())
                .isEqualTo(
                        "/v1/projects/p1/locations/global/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict");
        assertThat(server.received().get(0).headers())
                .doesNotContainKeys("X-api-key", "Anthropic-version", "X-goog-api-key");
    }

    @Test
    void chat_sharedBeginning_isMarkedForTheCache() {
        String long4096 = "one two three four ".repeat(4096);

        model().chat(ChatRequest.builder()
                .messages(SystemMessage.from(long4096), UserMessage.from("q"))
                .build());

        assertThat(server.received()
                        .get(0)
                        .body()
                        .at("/system/0/cache_control/type")
                        .asText())
                .isEqualTo("ephemeral");
    }

    @Test
    void chat_thoughtsAndUsage_areReadAsAnthropics() {
        String body = "{\"model\":\"m\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"s\"},"
                + "{\"type\":\"text\",\"text\":\"Two.\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":11,"
                + "\"cache_read_input_tokens\":1000,\"cache_creation_input_tokens\":300,\"output_tokens\":5}}";
        server.answerWith(ServerAnswer.ok(body));

        assertThat(model().chat(REQUEST).aiMessage().text()).isEqualTo("Two.");
        RawAnswer answer = new RawAnswer(RawAnswer.Form.HTTP, body, 1);
        assertThat(RawThoughts.in(answer)).hasValue("Hm.");
        assertThat(TokenCounts.in(answer)).isEqualTo(new TokenCounts(1311L, 1000, 300, 5L, null));
    }

    @Test
    void chat_refusal_isContentFiltered() {
        server.answerWith(ServerAnswer.ok("{\"content\":[],\"stop_reason\":\"refusal\"}"));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(ContentFilteredException.class);
    }

    @Test
    void chat_tool_isOfferedAndItsCallRead() {
        Tool tool =
                Tool.of("{\"type\":\"function\",\"function\":{\"name\":\"clock\",\"parameters\":{\"type\":\"object\","
                        + "\"properties\":{}}}}");
        server.answerWith(
                ServerAnswer.ok(
                        "{\"model\":\"m\",\"content\":[{\"type\":\"tool_use\",\"id\":\"x\",\"name\":\"clock\","
                                + "\"input\":{}}],\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":11,\"output_tokens\":5}}"));

        var answer = model().chat(ChatRequest.builder()
                        .messages(UserMessage.from("q"))
                        .toolSpecifications(tool.specification())
                        .build())
                .aiMessage();

        JsonNode sent = server.received().get(0).body();
        assertThat(sent.at("/tools/0/name").asText()).isEqualTo("clock");
        assertThat(answer.toolExecutionRequests())
                .singleElement()
                .satisfies(call -> assertThat(call.name()).isEqualTo("clock"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            400 | TOO_LONG | {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}
            403 | AUTHENTICATION | {"error":{"code":403,"message":"Permission 'aiplatform.endpoints.predict' denied.","status":"PERMISSION_DENIED"}}
            404 | MODEL_NOT_FOUND | {"error":{"code":404,"message":"Publisher Model was not found.","status":"NOT_FOUND"}}
            429 | RATE_LIMITED | {"error":{"code":429,"message":"Quota exceeded for online_prediction_requests.","status":"RESOURCE_EXHAUSTED"}}
            529 | UNAVAILABLE | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}
            """)
    void chat_errors_areOfTheirKind(int status, FailureKind kind, String body) {
        server.answerWith(ServerAnswer.of(status, body));

        assertThat(FailureKind.of(catchThrowable(() -> model().chat("q")))).isEqualTo(kind);
    }

    /** A key of Gemini's does not tell the project. */
    @Test
    void openDry_noProject_isRefused() {
        DryOpener dry =
                DryOpener.unopened(new ModelSettings(Map.of("VERTEX_API_KEY", "key")::get, Duration.ofSeconds(5)));

        assertThatThrownBy(() -> dry.open(ModelSpec.parse("vertex:anthropic/claude-sonnet-4-5@20250929")))
                .hasMessageContaining("needs a project: set GOOGLE_CLOUD_PROJECT");
    }

    @Test
    void openDry_project_asksNoIdentity() {
        DryOpener dry =
                DryOpener.unopened(new ModelSettings(Map.of("GOOGLE_CLOUD_PROJECT", "p1")::get, Duration.ofSeconds(5)));

        assertThat(dry.open(ModelSpec.parse("vertex:claude-sonnet-4-5"))).isInstanceOf(UnopenedModel.class);
    }

    /** Batches of Vertex AI want files in a bucket. */
    @ParameterizedTest
    @ValueSource(strings = {"claude-sonnet-4-5", "gemini-2.5-flash", "meta/llama-3.3-70b-instruct-maas"})
    void create_anyModel_hasNoBatches(String name) {
        ChatModel model = create(
                ModelSpec.parse("vertex:" + name),
                new ModelSettings(Map.of("GOOGLE_CLOUD_PROJECT", "p1")::get, Duration.ofSeconds(5)));

        assertThat(BatchedModels.has(model)).isFalse();
    }
}
