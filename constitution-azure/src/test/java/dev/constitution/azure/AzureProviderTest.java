package dev.constitution.azure;

import static dev.constitution.runner.model.ProviderFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.constitution.chat.FailureKind;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.batch.BatchedModels;
import dev.constitution.runner.model.ModelProviderContract;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.model.ProviderFixture;
import dev.constitution.runner.model.ProviderFixture.Key;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.wire.BatchableModel;
import dev.constitution.runner.wire.RetryAfter;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every provider, and the paths, errors and words that are Azure's own. */
class AzureProviderTest extends ModelProviderContract {
    AzureProviderTest() {
        super(ProviderFixture.ofCompletions(
                "azure:gpt-4o", Optional.of(new Key("AZURE_OPENAI_API_KEY", "Api-key", KEY).orIdentity()), """
                {"model":"gpt-4o","messages":[
                 {"role":"system","content":"be brief {{x}}"},
                 {"role":"user","content":"first \\"q\\" $1"},
                 {"role":"assistant","content":"an answer"},
                 {"role":"user","content":"second"}],
                "temperature":0.5,"top_p":0.9,"max_completion_tokens":17,"stop":["END"],"seed":42}
                """, """
                {"model":"gpt-4o","messages":[{"role":"user","content":"q"}]}
                """));
    }

    private ChatModel at(String path, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("AZURE_OPENAI_ENDPOINT", server.url() + path);
        environment.put("AZURE_OPENAI_API_KEY", KEY);
        return Models.create(
                ModelSpec.parse("azure:my gpt"), new ModelSettings(environment::get, Duration.ofSeconds(20)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', , /openai/v1/chat/completions",
        "/, , /openai/v1/chat/completions",
        "/openai, , /openai/v1/chat/completions",
        "/openai/v1/, , /openai/v1/chat/completions",
        "/openai/v1, preview, /openai/v1/chat/completions?api-version=preview",
        "'', 2024-10-21, /openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21",
        "/openai/deployments/my%20gpt, 2025-04-01-preview, /openai/deployments/my%20gpt/chat/completions?api-version=2025-04-01-preview",
    })
    void chat_endpointAndVersion_decideThePath(String endpoint, String version, String path) {
        at(endpoint, version == null ? Map.of() : Map.of("AZURE_OPENAI_API_VERSION", version))
                .chat("q");

        assertThat(server.received().get(0).path()).isEqualTo(path);
        assertThat(server.received().get(0).headers()).doesNotContainKey("Authorization");
    }

    @Test
    void create_noEndpoint_saysWhereToFindIt() {
        assertThatThrownBy(() -> Models.create(
                        ModelSpec.parse("azure:gpt-4o"), new ModelSettings(name -> null, Duration.ofSeconds(1))))
                .isInstanceOf(UsageException.class)
                .hasMessage("azure:gpt-4o needs its resource's endpoint: set AZURE_OPENAI_ENDPOINT to"
                        + " https://NAME.openai.azure.com, or write azure:gpt-4o@https://NAME.openai.azure.com");
    }

    @Test
    void create_noEndpointAndAVersionThatIsNone_saysBoth() {
        assertThatThrownBy(() -> Models.create(
                        ModelSpec.parse("azure:gpt-4o"),
                        new ModelSettings(Map.of("AZURE_OPENAI_API_VERSION", "v2")::get, Duration.ofSeconds(1))))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("needs its resource's endpoint", "\nAZURE_OPENAI_API_VERSION is \"v2\"");
    }

    /** Also where the environment gives an endpoint: no deployment is called so. */
    @Test
    void create_nameWithWhatIsNoAddress_saysWhatToWrite() {
        assertThatThrownBy(() -> Models.create(
                        ModelSpec.parse("azure:my@nothttp"), environment("https://one.example", "preview")))
                .isInstanceOf(UsageException.class)
                .hasMessage("azure:my@nothttp: what stands behind the @ is no address; write"
                        + " azure:my@https://NAME.openai.azure.com, or azure:my alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024", "v2", "latest&x=1"})
    void create_versionThatIsNone_isRefused(String version) {
        assertThatThrownBy(() -> at("", Map.of("AZURE_OPENAI_API_VERSION", version)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("AZURE_OPENAI_API_VERSION is \"" + version + "\"; write a version such as");
    }

    @Test
    void identity_endpointAndVersion_arePartsOfIt() {
        ModelSpec spec = ModelSpec.parse("azure:gpt-4o");

        assertThat(Models.identity(spec, environment("https://one.example", "preview")))
                .isEqualTo(Models.identity(spec, environment("https://one.example/openai/v1/", "preview")))
                .isNotEqualTo(Models.identity(spec, environment("https://two.example", "preview")))
                .isNotEqualTo(Models.identity(spec, environment("https://one.example", "2024-10-21")));
        assertThat(Models.identity(spec, environment("https://one.example", "preview"))
                        .parts())
                .as("the module comes with the program")
                .containsOnlyKeys("AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_VERSION");
    }

    private static ModelSettings environment(String endpoint, String version) {
        return new ModelSettings(
                Map.of("AZURE_OPENAI_ENDPOINT", endpoint, "AZURE_OPENAI_API_VERSION", version)::get,
                Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.openai.azure.com, https://cognitiveservices.azure.com/.default",
        "https://a.services.ai.azure.com, https://cognitiveservices.azure.com/.default",
        "https://a.openai.azure.us, https://cognitiveservices.azure.us/.default",
        "https://a.openai.azure.cn, https://cognitiveservices.azure.cn/.default",
    })
    void scope_cloud_isTheEndpoints(String endpoint, String scope) {
        assertThat(new AzureEndpoint(endpoint, null).scope()).isEqualTo(scope);
    }

    @Test
    void chat_answerWithFilterResults_isRead() {
        server.answerWith(ServerAnswer.ok("""
                {"choices":[{"content_filter_results":{"hate":{"filtered":false,"severity":"safe"},\
                "error":{"code":"content_filter_error","message":"The contents are not filtered"}},\
                "finish_reason":"stop","index":0,"logprobs":null,"message":{"content":"Hello.","refusal":null,"role":"assistant"}}],\
                "created":1,"id":"c","model":"gpt-4o-2024-08-06","object":"chat.completion",\
                "prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"jailbreak":{"detected":false,"filtered":false}}}],\
                "usage":{"completion_tokens":5,"prompt_tokens":11,"prompt_tokens_details":{"cached_tokens":4},"total_tokens":16}}
                """));

        var response = model().chat(REQUEST);

        assertThat(response.aiMessage().text()).isEqualTo("Hello.");
        assertThat(response.modelName()).isEqualTo("gpt-4o-2024-08-06");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            400 | REFUSED | {"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content\
             management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":\
            {"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":true,"severity":"high"}}}}}
            401 | AUTHENTICATION | {"error":{"code":"401","message":"Access denied due to invalid subscription key."}}
            401 | AUTHENTICATION | {"error":{"code":"PermissionDenied","message":"The principal lacks the required data action."}}
            404 | MODEL_NOT_FOUND | {"error":{"code":"DeploymentNotFound","message":"The API deployment does not exist."}}
            429 | RATE_LIMITED | {"error":{"code":"429","message":"Requests to the ChatCompletions_Create Operation have\
             exceeded token rate limit of your current pricing tier. Please retry after 6 seconds."}}
            400 | TOO_LONG | {"error":{"code":"context_length_exceeded","message":"The maximum context length is 8192 tokens."}}
            503 | UNAVAILABLE | {"error":{"code":"InternalServerError","message":"Backend returned unexpected response."}}
            """)
    void chat_azuresErrors_areOfTheirKind(int status, FailureKind kind, String body) {
        server.answerWith(ServerAnswer.of(status, body));

        assertThat(FailureKind.of(catchThrowable(() -> model().chat("q")))).isEqualTo(kind);
    }

    @Test
    void chat_throttled_isWaitedForAsTheHeaderSays() {
        server.answerWith(ServerAnswer.error(429, "slow down").with("retry-after-ms", "2500"));

        assertThat(RetryAfter.of(catchThrowable(() -> model().chat("q")), Instant.now()))
                .hasValue(Duration.ofMillis(2500));
    }

    /** Older models know the limit by its other name alone. */
    @Test
    void chat_limitRefusedByName_isSentByTheOther() {
        server.answering(request -> request.body().has("max_completion_tokens")
                ? ServerAnswer.error(400, "Unrecognized request argument supplied: max_completion_tokens")
                : Completion.of("Hello.").sent());

        assertThat(model().chat(REQUEST).aiMessage().text()).isEqualTo("Hello.");
        assertThat(server.received().get(1).body().path("max_tokens").asInt()).isEqualTo(17);
    }

    /** Each of its forms has its batches beside what it completes. */
    @ParameterizedTest
    @CsvSource({
        ", /openai/v1/batches/1",
        "preview, /openai/v1/batches/1?api-version=preview",
        "2024-10-21, /openai/batches/1?api-version=2024-10-21"
    })
    void server_version_decidesWhereBatchesAre(String version, String path) {
        ChatModel model = at("", version == null ? Map.of() : Map.of("AZURE_OPENAI_API_VERSION", version));
        server.answerWith(ServerAnswer.ok("{}"));

        ((BatchableModel) model).server().get("/batches/1");

        assertThat(server.received().get(0).path()).isEqualTo(path);
        assertThat(server.received().get(0).headers()).containsEntry("Api-key", List.of(KEY));
        assertThat(BatchedModels.has(model)).isTrue();
    }
}
