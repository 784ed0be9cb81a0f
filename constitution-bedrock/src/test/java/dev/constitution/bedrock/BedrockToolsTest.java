package dev.constitution.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.chat.Tool;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tools in Converse's form, as its reference documents it (Bedrock Runtime's API, types ToolConfiguration, ToolSpecification,
 * ToolUseBlock, ToolResultBlock, StopReason; looked up on 2026-11-30): definitions in {@code toolConfig}, which must be there
 * where turns have calls or results; ids of 1 to 64 letters, digits, hyphens and underscores; results in the user's turn that
 * follows the call; the two sides take turns.
 */
@Timeout(60)
class BedrockToolsTest {
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private static final String SCHEMA = """
            {"title":"W","type":"object","properties":{"city":{"type":"string","minLength":2},"least":{"type":"number","minimum":0.10}},\
            "required":["city"],"$defs":{"day":{"type":"string"}}}""";

    private static final Tool WEATHER = Tool.of("""
            {"type":"function","function":{"name":"weather","description":"Now","strict":true,"parameters":%s}}""".formatted(SCHEMA));

    private static final Tool CLOCK = Tool.of("{\"type\":\"function\",\"function\":{\"name\":\"clock\"}}");

    private static final String CALLS = """
            {"output":{"message":{"role":"assistant","content":[{"text":"I look. "},\
            {"toolUse":{"toolUseId":"tooluse_x","name":"weather","input":{"city":"Rome","error":"none","least":0.10}}}]}},\
            "stopReason":"tool_use","usage":{"inputTokens":11,"outputTokens":5,"totalTokens":16}}""";

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private ChatResponse chat(List<ChatMessage> messages, Tool... tools) {
        var request = ChatRequest.builder().messages(messages);
        if (tools.length > 0) {
            request.toolSpecifications(
                    List.of(tools).stream().map(Tool::specification).toList());
        }
        return Models.create(
                        ModelSpec.parse("bedrock:m@" + server.url()),
                        new ModelSettings(
                                Map.of("AWS_BEARER_TOKEN_BEDROCK", "key", "AWS_REGION", "eu-central-1")::get,
                                Duration.ofSeconds(20)))
                .chat(request.build());
    }

    private JsonNode sent() {
        JsonNode body = server.received().get(0).body();
        requireConverse(body);
        return body;
    }

    /** What the service itself refuses. */
    private static void requireConverse(JsonNode body) {
        String before = "assistant";
        boolean usesTools = false;
        for (JsonNode turn : body.path("messages")) {
            assertThat(turn.path("role").asText()).isNotEqualTo(before);
            before = turn.path("role").asText();
            for (JsonNode part : turn.path("content")) {
                assertThat(part.size()).as("a part is of one kind").isEqualTo(1);
                assertThat(part.path("text").asText("x")).isNotBlank();
                for (String kind : List.of("toolUse", "toolResult")) {
                    if (part.has(kind)) {
                        usesTools = true;
                        assertThat(part.at("/" + kind + "/toolUseId").asText()).matches(ID);
                    }
                }
            }
        }
        assertThat(before).isEqualTo("user");
        assertThat(!usesTools || body.has("toolConfig")).isTrue();
        for (JsonNode tool : body.at("/toolConfig/tools")) {
            assertThat(tool.at("/toolSpec/name").asText()).matches(ID);
            assertThat(tool.at("/toolSpec/inputSchema/json").isObject()).isTrue();
            assertThat(tool.at("/toolSpec/description").asText("x")).isNotEmpty();
        }
    }

    private static ToolExecutionRequest call(String id, String city) {
        return ToolExecutionRequest.builder()
                .id(id)
                .name("weather")
                .arguments("{\"city\":\"" + city + "\"}")
                .build();
    }

    @Test
    void chat_conversationWithTools_isInConversesForm() {
        server.answerWith(ServerAnswer.ok(CALLS));

        ChatResponse response = chat(
                List.of(
                        UserMessage.from("q"),
                        AiMessage.from(call("call_1", "Paris")),
                        ToolExecutionResultMessage.from(call("call_1", "Paris"), "15")),
                WEATHER,
                CLOCK);

        assertThat(sent()).isEqualTo(Json.parse("""
                {"messages":[{"role":"user","content":[{"text":"q"}]},
                 {"role":"assistant","content":[{"toolUse":{"toolUseId":"call_1","name":"weather","input":{"city":"Paris"}}}]},
                 {"role":"user","content":[{"toolResult":{"toolUseId":"call_1","content":[{"text":"15"}]}}]}],
                 "toolConfig":{"tools":[
                  {"toolSpec":{"name":"weather","description":"Now","inputSchema":{"json":%s}}},
                  {"toolSpec":{"name":"clock","inputSchema":{"json":{"type":"object","properties":{}}}}}]}}
                """.formatted(SCHEMA)));
        assertThat(response.aiMessage().text()).isEqualTo("I look. ");
        assertThat(response.aiMessage().toolExecutionRequests())
                .containsExactly(ToolExecutionRequest.builder()
                        .id("tooluse_x")
                        .name("weather")
                        .arguments("{\"city\":\"Rome\",\"error\":\"none\",\"least\":0.10}")
                        .build());
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(5);
    }

    /** The results of two calls, one of them an error, and what the user says then are one turn. */
    @Test
    void chat_severalResultsAndAQuestion_areOneTurn() {
        server.answerWith(ServerAnswer.ok(CALLS));

        chat(
                List.of(
                        UserMessage.from("q"),
                        AiMessage.from("I look.", List.of(call("a", "Paris"), call("b", "Oslo"))),
                        ToolExecutionResultMessage.from(call("a", "Paris"), "15"),
                        ToolExecutionResultMessage.builder()
                                .id("b")
                                .toolName("weather")
                                .text("down")
                                .isError(true)
                                .build(),
                        UserMessage.from("and?")),
                WEATHER);

        assertThat(sent().path("messages").get(1)).isEqualTo(Json.parse("""
                {"role":"assistant","content":[{"text":"I look."},
                 {"toolUse":{"toolUseId":"a","name":"weather","input":{"city":"Paris"}}},
                 {"toolUse":{"toolUseId":"b","name":"weather","input":{"city":"Oslo"}}}]}"""));
        assertThat(sent().path("messages").get(2)).isEqualTo(Json.parse("""
                {"role":"user","content":[{"toolResult":{"toolUseId":"a","content":[{"text":"15"}]}},
                 {"toolResult":{"toolUseId":"b","content":[{"text":"down"}],"status":"error"}},{"text":"and?"}]}"""));
    }

    @Test
    void chat_idsOfAnotherProvider_areReplacedAlikeInCallAndResult() {
        server.answerWith(ServerAnswer.ok(CALLS));
        String foreign = "functions.weather:0";

        chat(
                List.of(
                        UserMessage.from("q"),
                        AiMessage.from(call(foreign, "Paris")),
                        ToolExecutionResultMessage.from(call(foreign, "Paris"), "15")),
                WEATHER);

        assertThat(sent().at("/messages/1/content/0/toolUse/toolUseId"))
                .isEqualTo(sent().at("/messages/2/content/0/toolResult/toolUseId"));
    }

    @Test
    void chat_callOfAToolThatNobodyOffered_isNoAnswer() {
        server.answerWith(ServerAnswer.ok(CALLS));

        assertThatThrownBy(() -> chat(List.of(UserMessage.from("q"))))
                .isInstanceOf(MalformedAnswerException.class)
                .hasMessageContaining("the model called a tool instead of answering");
    }

    /** The critic is told of the tool in words, and sent none. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the environment is set by a shell")
    void run_rowsWithATool_areAnsweredOrRejectedWithTheCall(@TempDir Path folder) throws Exception {
        String tools = ",\"tools\":[" + WEATHER.definition() + "]}\n";
        Files.writeString(
                folder.resolve("p.jsonl"),
                "{\"id\":\"calls\",\"prompt\":\"How warm is it?\"" + tools
                        + "{\"id\":\"told\",\"messages\":[{\"role\":\"user\",\"content\":\"In Paris?\"},{\"role\":\"assistant\","
                        + "\"content\":\"\",\"tool_calls\":[{\"id\":\"c:1\",\"type\":\"function\",\"function\":{\"name\":\"weather\","
                        + "\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c:1\",\"content\":\"15\"}]"
                        + tools);
        server.answering(request -> {
            requireConverse(request.body());
            return request.body().has("toolConfig") && request.says("How warm")
                    ? ServerAnswer.ok(CALLS)
                    : ServerAnswer.ok(
                            "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Answer "
                                    + request.number()
                                    + ".\"}]}},\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":11,"
                                    + "\"outputTokens\":5,\"totalTokens\":16}}");
        });

        ChildRun run = ChildRun.start(
                        folder,
                        "export AWS_BEARER_TOKEN_BEDROCK=key AWS_REGION=eu-west-1; ",
                        List.of(
                                "run",
                                "--prompts",
                                folder.resolve("p.jsonl").toString(),
                                "--out",
                                folder.resolve("out").toString(),
                                "--model",
                                "bedrock:m@" + server.url()))
                .succeeded();

        assertThat(run.output())
                .contains("tool_call 1", "the model calls a tool in place of an answer: [calls weather with");
        assertThat(Files.readString(folder.resolve("out/pairs.jsonl"))).hasLineCount(1);
        assertThat(server.received().stream().filter(request -> request.body().has("toolConfig")))
                .hasSize(2);
        assertThat(server.received()).anyMatch(request -> request.says("[calls weather with {}]"));
    }
}
