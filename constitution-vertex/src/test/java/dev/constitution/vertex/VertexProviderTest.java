package dev.constitution.vertex;

import static dev.constitution.runner.model.ProviderFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.constitution.chat.FailureKind;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.model.DryOpener;
import dev.constitution.runner.model.ModelProviderContract;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.model.ProviderFixture;
import dev.constitution.runner.model.ProviderFixture.Key;
import dev.constitution.runner.testing.ServerAnswer;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of every provider, and the paths, errors and words that are Vertex AI's own. */
class VertexProviderTest extends ModelProviderContract {
    VertexProviderTest() {
        super(new ProviderFixture(
                        "vertex:gemini-2.5-flash",
                        Optional.of(new Key("VERTEX_API_KEY", "X-goog-api-key", KEY).orIdentity()),
                        """
                        {"systemInstruction":{"role":"model","parts":[{"text":"be brief {{x}}"}]},"contents":[
                         {"role":"user","parts":[{"text":"first \\"q\\" $1"}]},
                         {"role":"model","parts":[{"text":"an answer"}]},
                         {"role":"user","parts":[{"text":"second"}]}],
                        "generationConfig":{"temperature":0.5,"topP":0.9,"maxOutputTokens":17,"stopSequences":["END"],"seed":42}}
                        """,
                        """
                        {"contents":[{"role":"user","parts":[{"text":"q"}]}],"generationConfig":{}}
                        """,
                        """
                        {"candidates":[{"content":{"parts":[{"text":"TEXT"}],"role":"model"},"finishReason":"REASON",\
                        "avgLogprobs":-0.1}],"usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":5,"totalTokenCount":16,\
                        "trafficType":"ON_DEMAND","promptTokensDetails":[{"modality":"TEXT","tokenCount":11}]},\
                        "modelVersion":"model-returned","createTime":"2026-11-30T00:00:00Z","responseId":"r-1"}
                        """,
                        Map.of(
                                "STOP", FinishReason.STOP,
                                "MAX_TOKENS", FinishReason.LENGTH,
                                "SAFETY", FinishReason.CONTENT_FILTER))
                .in("GOOGLE_CLOUD_PROJECT", "my-project")
                .in("GOOGLE_CLOUD_LOCATION", "europe-west4"));
    }

    private static ModelSettings settings(Map<String, String> environment) {
        return new ModelSettings(environment::get, Duration.ofSeconds(5));
    }

    private static String address(String spec, Map<String, String> environment) {
        return VertexEndpoint.of(
                        ModelSpec.parse(spec), settings(environment), environment.containsKey("VERTEX_API_KEY"))
                .address();
    }

    @Test
    void chat_model_isInThePathBehindProjectAndLocation() {
        model().chat("q");

        assertThat(server.received().get(0).path())
                .isEqualTo(
                        "/v1/projects/my-project/locations/europe-west4/publishers/google/models/gemini-2.5-flash:generateContent");
    }

    @ParameterizedTest
    @CsvSource({
        "p1, europe-west4, , https://europe-west4-aiplatform.googleapis.com/v1/projects/p1/locations/europe-west4",
        "p1, , , https://aiplatform.googleapis.com/v1/projects/p1/locations/global",
        "p1, global, k, https://aiplatform.googleapis.com/v1/projects/p1/locations/global",
        "p1, eu, , https://aiplatform.eu.rep.googleapis.com/v1/projects/p1/locations/eu",
        ", , k, https://aiplatform.googleapis.com/v1",
        "example.com:p1, us-central1, , https://us-central1-aiplatform.googleapis.com/v1/projects/example.com:p1/locations/us-central1",
    })
    void endpoint_projectAndLocation_areInIt(String project, String location, String key, String address) {
        Map<String, String> environment = new HashMap<>();
        environment.put("GOOGLE_CLOUD_PROJECT", project);
        environment.put("GOOGLE_CLOUD_LOCATION", location);
        if (key != null) {
            environment.put("VERTEX_API_KEY", key);
        }

        assertThat(address("vertex:gemini-2.5-flash", environment)).isEqualTo(address);
    }

    @Test
    void endpoint_noProjectAndNoKey_saysWhatToSet() {
        assertThatThrownBy(() -> address("vertex:gemini-2.5-flash", Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("needs a project: set GOOGLE_CLOUD_PROJECT", "GOOGLE_CLOUD_LOCATION");
    }

    @Test
    void endpoint_noProjectAndALocationThatIsNone_saysBoth() {
        assertThatThrownBy(() -> address("vertex:gemini-2.5-flash", Map.of("GOOGLE_CLOUD_LOCATION", "Europe")))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("needs a project", "\nGOOGLE_CLOUD_LOCATION is \"Europe\"");
    }

    @Test
    void endpoint_nameWithWhatIsNoAddress_saysWhatToWrite() {
        assertThatThrownBy(() -> address("vertex:gemini-2.5-flash@nothttp", Map.of("GOOGLE_CLOUD_PROJECT", "p1")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("what stands behind the @ is no address; write"
                        + " vertex:gemini-2.5-flash@https://aiplatform.googleapis.com");
    }

    /** A dry run needs no key; a project it needs, as the run without a key does. */
    @Test
    void openDry_noProjectAndNoKey_isRefusedAsTheRunIs() {
        DryOpener dry = DryOpener.unopened(settings(Map.of()));

        assertThatThrownBy(() -> dry.open(ModelSpec.parse("vertex:gemini-2.5-flash")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("needs a project: set GOOGLE_CLOUD_PROJECT");
    }

    @ParameterizedTest
    @CsvSource({"GOOGLE_CLOUD_PROJECT, My Project", "GOOGLE_CLOUD_LOCATION, europe", "GOOGLE_CLOUD_LOCATION, a/b-c1"})
    void endpoint_nameThatIsNone_isRefusedByItsVariable(String variable, String value) {
        Map<String, String> environment =
                new HashMap<>(Map.of("GOOGLE_CLOUD_PROJECT", "p1", "GOOGLE_CLOUD_LOCATION", "global"));
        environment.put(variable, value);

        assertThatThrownBy(() -> address("vertex:gemini-2.5-flash", environment))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(variable + " is \"" + value + "\"");
    }

    @Test
    void chat_googlesOwnName_isTheSameModel() {
        Models.create(
                        ModelSpec.parse("vertex:google/gemini-2.5-flash@" + server.url()),
                        settings(Map.of("VERTEX_API_KEY", KEY)))
                .chat("q");

        assertThat(server.received().get(0).path())
                .isEqualTo("/v1/publishers/google/models/gemini-2.5-flash:generateContent");
    }

    @Test
    void chat_blockedPrompt_isContentFiltered() {
        server.answerWith(
                ServerAnswer.ok("{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},\"usageMetadata\":"
                        + "{\"promptTokenCount\":11,\"totalTokenCount\":11}}"));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(ContentFilteredException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            400 | TOO_LONG | {"error":{"code":400,"message":"The input token count (1100000) exceeds the maximum number of tokens\
             allowed (1048576).","status":"INVALID_ARGUMENT"}}
            401 | AUTHENTICATION | {"error":{"code":401,"message":"Request had invalid authentication credentials.","status":"UNAUTHENTICATED"}}
            403 | AUTHENTICATION | {"error":{"code":403,"message":"Permission 'aiplatform.endpoints.predict' denied.","status":"PERMISSION_DENIED"}}
            404 | MODEL_NOT_FOUND | {"error":{"code":404,"message":"Publisher Model was not found.","status":"NOT_FOUND"}}
            429 | RATE_LIMITED | {"error":{"code":429,"message":"Resource exhausted. Please try again later.","status":"RESOURCE_EXHAUSTED"}}
            499 | UNAVAILABLE | {"error":{"code":499,"message":"The operation was cancelled.","status":"CANCELLED"}}
            503 | UNAVAILABLE | {"error":{"code":503,"message":"The service is currently unavailable.","status":"UNAVAILABLE"}}
            """)
    void chat_vertexErrors_areOfTheirKind(int status, FailureKind kind, String body) {
        server.answerWith(ServerAnswer.of(status, body));

        assertThat(FailureKind.of(catchThrowable(() -> model().chat("q")))).isEqualTo(kind);
    }
}
