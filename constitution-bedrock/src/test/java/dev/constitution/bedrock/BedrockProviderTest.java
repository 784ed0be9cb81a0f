package dev.constitution.bedrock;

import static dev.constitution.runner.model.ProviderFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.model.ModelProviderContract;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.model.ProviderFixture;
import dev.constitution.runner.model.ProviderFixture.Key;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.wire.RawAnswer;
import dev.constitution.runner.wire.RawThoughts;
import dev.constitution.runner.wire.TokenCounts;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.output.FinishReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of every provider, and the paths, errors and words that are Bedrock's own. */
class BedrockProviderTest extends ModelProviderContract {
    private static final ProviderFixture BEDROCK = new ProviderFixture(
                    "bedrock:amazon.nova-lite-v1:0",
                    Optional.of(Key.bearer("AWS_BEARER_TOKEN_BEDROCK").orIdentity()),
                    """
                    {"system":[{"text":"be brief {{x}}"}],"messages":[
                     {"role":"user","content":[{"text":"first \\"q\\" $1"}]},
                     {"role":"assistant","content":[{"text":"an answer"}]},
                     {"role":"user","content":[{"text":"second"}]}],
                    "inferenceConfig":{"temperature":0.5,"topP":0.9,"maxTokens":17,"stopSequences":["END"]}}
                    """,
                    """
                    {"messages":[{"role":"user","content":[{"text":"q"}]}]}
                    """,
                    """
                    {"metrics":{"latencyMs":7},"output":{"message":{"content":[{"text":"TEXT"}],"role":"assistant"}},\
                    "stopReason":"REASON","trace":{"promptRouter":{"invokedModelId":"model-returned"}},\
                    "usage":{"inputTokens":11,"outputTokens":5,"totalTokens":16}}
                    """,
                    Map.of(
                            "end_turn", FinishReason.STOP,
                            "max_tokens", FinishReason.LENGTH,
                            "model_context_window_exceeded", FinishReason.LENGTH,
                            "content_filtered", FinishReason.CONTENT_FILTER,
                            "guardrail_intervened", FinishReason.CONTENT_FILTER))
            .in("AWS_REGION", "eu-central-1");

    BedrockProviderTest() {
        super(BEDROCK);
    }

    private static BedrockEndpoint endpoint(String spec, Map<String, String> environment) {
        return BedrockEndpoint.of(ModelSpec.parse(spec), new ModelSettings(environment::get, Duration.ofSeconds(1)));
    }

    @Test
    void endpoint_region_isInTheAddress() {
        BedrockEndpoint endpoint =
                endpoint("bedrock:amazon.nova-lite-v1:0", Map.of("AWS_DEFAULT_REGION", "us-gov-west-1"));

        assertThat(endpoint.converse("amazon.nova-lite-v1:0"))
                .isEqualTo(
                        "https://bedrock-runtime.us-gov-west-1.amazonaws.com/model/amazon.nova-lite-v1%3A0/converse");
    }

    @ParameterizedTest
    @CsvSource({
        "https://bedrock-runtime.us-west-2.amazonaws.com, us-west-2",
        "https://bedrock-runtime-fips.us-west-2.amazonaws.com, us-west-2",
        "https://vpce-1a-2b.bedrock-runtime.ap-southeast-2.vpce.amazonaws.com, ap-southeast-2",
        "http://localhost:4566, eu-west-1",
    })
    void endpoint_address_tellsTheRegionBeforeTheEnvironment(String address, String region) {
        Map<String, String> environment =
                Map.of("AWS_REGION", "eu-west-1", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", address);

        assertThat(endpoint("bedrock:m", environment)).isEqualTo(new BedrockEndpoint(address, region));
        assertThat(endpoint("bedrock:m@" + address, Map.of("AWS_REGION", "eu-west-1"))
                        .region())
                .isEqualTo(region);
    }

    @Test
    void endpoint_regionThatIsNone_isRefused() {
        assertThatThrownBy(() -> endpoint("bedrock:m", Map.of("AWS_REGION", "Frankfurt")))
                .isInstanceOf(UsageException.class)
                .hasMessage("the region \"Frankfurt\" is no name of one; write one such as eu-central-1");
    }

    @Test
    void endpoint_nameWithWhatIsNoAddress_saysWhatToWrite() {
        assertThatThrownBy(() -> endpoint("bedrock:m@nothttp", Map.of("AWS_REGION", "eu-central-1")))
                .isInstanceOf(UsageException.class)
                .hasMessage("bedrock:m@nothttp: what stands behind the @ is no address; write"
                        + " bedrock:m@https://bedrock-runtime.REGION.amazonaws.com, or bedrock:m alone");
    }

    @Test
    void chat_arn_isOnePartOfThePath() {
        String arn = "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0";

        Models.create(
                        ModelSpec.parse("bedrock:" + arn + "@" + server.url()),
                        new ModelSettings(
                                Map.of("AWS_BEARER_TOKEN_BEDROCK", KEY, "AWS_REGION", "eu-central-1")::get,
                                Duration.ofSeconds(20)))
                .chat("q");

        assertThat(server.received().get(0).path())
                .isEqualTo("/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A123456789012%3Ainference-profile%2F"
                        + "eu.amazon.nova-lite-v1%3A0/converse");
    }

    @Test
    void chat_thoughts_areNoPartOfTheText() {
        String body =
                "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"reasoningContent\":{\"reasoningText\":"
                        + "{\"text\":\"Hm.\",\"signature\":\"s\"}}},{\"text\":\"In tw\"},{\"text\":\"o.\"}]}},\"stopReason\":\"end_turn\","
                        + "\"usage\":{\"inputTokens\":11,\"outputTokens\":5,\"totalTokens\":16}}";
        server.answerWith(ServerAnswer.ok(body));

        AiMessage answer = model().chat(REQUEST).aiMessage();

        assertThat(answer.text()).isEqualTo("In two.");
        assertThat(answer.thinking()).isEqualTo("Hm.");
        assertThat(RawThoughts.in(new RawAnswer(RawAnswer.Form.HTTP, body, 1))).hasValue("Hm.");
    }

    /** What is read from the cache and written to it stands beside the input. */
    @Test
    void tokens_cache_isAmongTheInput() {
        TokenCounts counts = TokenCounts.in(new RawAnswer(
                RawAnswer.Form.HTTP,
                "{\"output\":{},\"usage\":{\"inputTokens\":11,\"outputTokens\":5,\"totalTokens\":1316,\"cacheReadInputTokens\":1000,"
                        + "\"cacheWriteInputTokens\":300}}",
                1));

        assertThat(counts).isEqualTo(new TokenCounts(1311L, 1000, 300, 5L, 1316L));
    }

    @ParameterizedTest
    @CsvSource({"tool_use", "malformed_model_output", "malformed_tool_use"})
    void chat_endsWithoutAnAnswer_isMalformed(String reason) {
        server.answerWith(
                ServerAnswer.ok("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"I\"},"
                        + "{\"toolUse\":{\"name\":\"f\"}}]}},\"stopReason\":\"" + reason + "\"}"));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(MalformedAnswerException.class);
    }

    /** A filter may leave no text. */
    @Test
    void chat_filteredWithoutText_isHeldBack() {
        server.answerWith(ServerAnswer.ok("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[]}},"
                + "\"stopReason\":\"content_filtered\"}"));

        assertThat(model().chat(REQUEST).finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            400 | MODEL_NOT_FOUND | {"message":"The provided model identifier is invalid."}
            400 | MODEL_NOT_FOUND | {"message":"Invocation of model ID m with on-demand throughput isn't supported. Retry your\
             request with the ID or ARN of an inference profile that contains this model."}
            400 | TOO_LONG | {"message":"Input is too long for requested model."}
            400 | INVALID_REQUEST | {"message":"A conversation must start with a user message."}
            403 | AUTHENTICATION | {"Message":"User: arn:aws:iam::1:user/u is not authorized to perform: bedrock:InvokeModel"}
            403 | AUTHENTICATION | {"message":"The security token included in the request is invalid."}
            404 | MODEL_NOT_FOUND | {"message":"This model version has reached the end of its life."}
            408 | TIMEOUT | {"message":"Model has timed out in processing the request."}
            424 | UNAVAILABLE | {"message":"The system encountered an unexpected error during processing."}
            429 | RATE_LIMITED | {"message":"Too many tokens, please wait before trying again."}
            503 | UNAVAILABLE | {"message":"Bedrock is unable to process your request."}
            """)
    void chat_bedrocksErrors_areOfTheirKind(int status, FailureKind kind, String body) {
        server.answerWith(ServerAnswer.of(status, body));

        assertThat(FailureKind.of(catchThrowable(() -> model().chat("q")))).isEqualTo(kind);
    }

    /** What would be left out of the request in silence. */
    @Test
    void chat_formatOfTheAnswer_isRefusedBeforeARequest() {
        ChatRequest question = ChatRequest.builder()
                .messages(UserMessage.from("q"))
                .responseFormat(ResponseFormat.JSON)
                .build();

        assertThat(FailureKind.of(catchThrowable(() -> model().chat(question)))).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(server.received()).isEmpty();
    }

    /** Converse wants the sides to take turns. */
    @Test
    void chat_twoTurnsOfOneSide_areOneOfTwoParts() {
        model().chat(List.of(UserMessage.from("one"), UserMessage.from("two")));

        assertThat(server.received().get(0).body().path("messages"))
                .isEqualTo(Json.parse("[{\"role\":\"user\",\"content\":[{\"text\":\"one\"},{\"text\":\"two\"}]}]"));
    }

    /** Its batches want files in a bucket. */
    @Test
    void run_inBatches_isRefusedBeforeARequest(@TempDir Path folder) throws Exception {
        Path prompts = Files.writeString(folder.resolve("p.jsonl"), "{\"prompt\":\"q\"}\n");
        String model = "bedrock:m@https://bedrock-runtime.eu-central-1.amazonaws.com";
        for (String dry : List.of("--dry-run", "--dry-run=false")) {
            CommandLineHarness.Result refused = CommandLineHarness.run(
                    "run",
                    "--batch",
                    dry,
                    "--prompts=" + prompts,
                    "--out=" + folder.resolve("out"),
                    "--model=" + model);

            assertThat(refused.ended(ExitCode.USAGE).err()).contains("--batch: of " + model + " none has batches");
            assertThat(folder.resolve("out")).doesNotExist();
        }
    }
}
