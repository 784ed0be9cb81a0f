package dev.constitution.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.chat.Tool;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.wire.WireModel;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Marks for the cache in Converse's form, as its reference documents them (Bedrock's user guide, prompt caching, and the type
 * CachePointBlock; looked up on 2026-11-30): a part of its own behind what is to be kept, in system and in messages, four at most; of
 * Claude and of Nova. Other models refuse them. What is read and written is counted beside the input.
 */
@Timeout(60)
class BedrockCacheTest {
    private static final String LONG = "a word ".repeat(700);
    private static final String CLAUDE = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final JsonNode MARK = Json.parse("{\"cachePoint\":{\"type\":\"default\"}}");
    private static final String ANSWER = """
            {"output":{"message":{"role":"assistant","content":[{"text":"Answer %d."}]}},"stopReason":"end_turn",\
            "usage":{"inputTokens":10,"outputTokens":5,"totalTokens":2115,"cacheReadInputTokens":2000,"cacheWriteInputTokens":100,\
            "cacheDetails":[{"inputTokens":100,"ttl":"5m"}]}}""";

    @AutoClose
    private final LoopbackServer server =
            new LoopbackServer().answering(request -> ServerAnswer.ok(ANSWER.formatted(request.number())));

    private ChatModel model(String name) {
        return Models.create(
                ModelSpec.parse("bedrock:" + name + "@" + server.url()),
                new ModelSettings(
                        Map.of("AWS_BEARER_TOKEN_BEDROCK", "key", "AWS_REGION", "eu-central-1")::get,
                        Duration.ofSeconds(20)));
    }

    /** A conversation of which other requests share as much as is long enough to be kept, and once too little. */
    private static List<ChatMessage> shared(String system) {
        List<ChatMessage> messages = new ArrayList<>(List.of(SystemMessage.from(system)));
        for (Message message : List.of(
                Message.user("short").endingBeginning(),
                Message.assistant("An example."),
                Message.user(LONG).endingBeginning(),
                Message.assistant("Understood."),
                Message.user("the row's own"))) {
            messages.add(message.readyToSend().carried().orElseThrow());
        }
        return messages;
    }

    private JsonNode sent() {
        return server.received().get(0).body();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
            eu.anthropic.claude-sonnet-4-5-20250929-v1:0 | true | 3
            amazon.nova-lite-v1:0 | true | 3
            arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0 | true | 3
            global.anthropic.claude-haiku-4-5-20251001-v1:0 | false | 0
            arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc | false | 0
            meta.llama3-3-70b-instruct-v1:0 | false | 0
            """)
    void chat_beginningsThatAreShared_areMarkedWhereTheModelKeepsThem(
            String name, boolean isSystemKept, int marks) {
        model(name).chat(ChatRequest.builder().messages(shared(LONG)).build());

        assertThat(sent().findValues("cachePoint")).hasSize(marks);
        assertThat(sent().at("/system/1").equals(MARK)).isEqualTo(isSystemKept);
        assertThat(sent().at("/messages/2/content/1").equals(MARK)).isEqualTo(marks > 0);
        assertThat(sent().at("/messages/4/content")).hasSize(1);
    }

    @Test
    void chat_shortSystemAndTools_areNotMarkedAndAllElseIsAsWithoutMarks() {
        Tool clock = Tool.of("{\"type\":\"function\",\"function\":{\"name\":\"clock\"}}");
        ChatRequest request = ChatRequest.builder()
                .messages(shared("Be kind."))
                .toolSpecifications(List.of(clock.specification()))
                .temperature(0.5)
                .maxOutputTokens(17)
                .stopSequences(List.of("END"))
                .build();

        model(CLAUDE).chat(request);
        model("meta.llama3-3-70b-instruct-v1:0").chat(request);

        assertThat(sent().path("system")).hasSize(1);
        assertThat(sent().at("/messages/2/content/1")).isEqualTo(MARK);
        assertThat(sent().path("toolConfig").findValues("cachePoint")).isEmpty();
        String unmarked = server.received().get(1).body().toString();
        assertThat(sent().toString().replace("," + MARK, "")).isEqualTo(unmarked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | You invoked an unsupported model or your request did not allow prompt caching. See the documentation for more information.
            400 | Malformed input request: #/messages/0/content/1: extraneous key [cachePoint] is not permitted, please reformat your input.
            """)
    void chat_marksRefused_areLeftOutFromThenOn(int status, String words) {
        server.answering(request -> request.body().toString().contains("cachePoint")
                ? ServerAnswer.of(status, "{\"message\":\"" + words + "\"}")
                : ServerAnswer.ok(ANSWER.formatted(request.number())));
        ChatModel model = model(CLAUDE);
        ChatRequest request = ChatRequest.builder().messages(shared(LONG)).build();

        assertThat(model.chat(request).aiMessage().text()).isEqualTo("Answer 2.");
        assertThat(model.chat(request).aiMessage().text()).isEqualTo("Answer 3.");

        assertThat(server.received()).hasSize(3);
        assertThat(((WireModel) model).notes()).singleElement().asString().contains("cache_control is left out");
    }

    /** What was read from the cache was read. */
    @Test
    void chat_promptReadFromTheCache_isNotTooLong() {
        assertThat(model(CLAUDE).chat("a word ".repeat(2000))).isEqualTo("Answer 1.");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the environment is set by a shell")
    void run_cachedTokens_areCountedAtTheirPrices(@TempDir Path folder) throws Exception {
        String model = "bedrock:" + CLAUDE + "@" + server.url();
        Files.writeString(folder.resolve("p.jsonl"), "{\"prompt\":\"one\"}\n{\"prompt\":\"two\"}\n");
        Files.writeString(
                folder.resolve("prices.yaml"),
                "as_of: 2026-11-30\nmodels:\n  \"" + model
                        + "\": {input: 100, cached_input: 10, cache_write: 125, output: 200}\n");

        ChildRun run = ChildRun.start(
                        folder,
                        "export AWS_BEARER_TOKEN_BEDROCK=key AWS_REGION=eu-west-1; ",
                        List.of(
                                "run",
                                "--prompts=" + folder.resolve("p.jsonl"),
                                "--out=" + folder.resolve("out"),
                                "--prices=" + folder.resolve("prices.yaml"),
                                "--rounds=1",
                                "--model=" + model))
                .succeeded();

        assertThat(server.received()).hasSize(6);
        assertThat(server.received().stream()
                        .filter(request -> request.body().toString().contains("cachePoint")))
                .as("the worked examples of critiques and revisions")
                .hasSize(4);
        // 6 times 10 tokens at 100, 2,000 at 10, 100 at 125 and 5 at 200
        assertThat(run.output()).contains("cost: $0.207 ");
    }
}
