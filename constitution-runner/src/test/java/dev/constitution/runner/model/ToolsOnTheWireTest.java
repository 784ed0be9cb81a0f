package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.chat.Tool;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A conversation with a tool as each provider's API takes it, and a model's call of the tool as each gives it. */
@Timeout(60)
class ToolsOnTheWireTest {
    private static final String DEFINITIONS = ",\"$defs\":{\"day\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}}";

    private static final String SCHEMA = """
            {"type":"object","properties":{"city":{"type":"string","minLength":2},"day":{"$ref":"#/$defs/day"}},\
            "required":["city"]%s}""".formatted(DEFINITIONS);

    /** LangChain4j's models of Mistral and Ollama leave the definitions out. */
    private static final String LESS = SCHEMA.replace(DEFINITIONS, "");

    private static final Tool TOOL = Tool.of("""
            {"type":"function","function":{"name":"weather","description":"Now","strict":true,"parameters":%s}}""".formatted(SCHEMA.replaceFirst("\\{", "{\"title\":\"W\",")));

    private static final ToolExecutionRequest CALL = ToolExecutionRequest.builder()
            .id("call_1")
            .name("weather")
            .arguments("{\"city\":\"Paris\"}")
            .build();

    private static final List<ChatMessage> CONVERSATION =
            List.of(UserMessage.from("q"), AiMessage.from(CALL), ToolExecutionResultMessage.from(CALL, "15"));

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    /**
     * A provider's side.
     *
     * @param messages where its requests hold the conversation, and the conversation
     * @param tools where they hold the tools, and these
     * @param answer one that calls the tool
     */
    record Api(String model, String place, String messages, String toolsPlace, String tools, String answer) {
        @Override
        public String toString() {
            return model;
        }
    }

    static List<Api> apis() {
        String completion = """
                {"model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,\
                "tool_calls":[{"id":"x","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}}]}}],\
                "usage":{"prompt_tokens":11,"completion_tokens":5,"total_tokens":16}}""";
        return List.of(
                new Api("openai:m", "/messages", """
                        [{"role":"user","content":"q"},
                         {"role":"assistant","content":"","tool_calls":[{"id":"call_1","type":"function",
                          "function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}}]},
                         {"role":"tool","content":"15","tool_call_id":"call_1"}]""", "/tools", "[" + TOOL.definition() + "]", completion),
                new Api(
                        "anthropic:m",
                        "/messages",
                        """
                        [{"role":"user","content":[{"type":"text","text":"q"}]},
                         {"role":"assistant","content":[{"type":"tool_use","id":"call_1","name":"weather","input":{"city":"Paris"}}]},
                         {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"15"}]}]""",
                        "/tools",
                        "[{\"name\":\"weather\",\"description\":\"Now\",\"input_schema\":" + SCHEMA + "}]",
                        """
                        {"id":"a","type":"message","role":"assistant","model":"m","stop_reason":"tool_use",
                        "content":[{"type":"tool_use","id":"x","name":"weather","input":{"city":"Rome"}}],
                        "usage":{"input_tokens":11,"output_tokens":5}}"""),
                new Api(
                        "gemini:m",
                        "/contents",
                        """
                        [{"role":"user","parts":[{"text":"q"}]},
                         {"role":"model","parts":[{"functionCall":{"id":"call_1","name":"weather","args":{"city":"Paris"}}}]},
                         {"role":"user","parts":[{"functionResponse":{"id":"call_1","name":"weather","response":{"response":"15"}}}]}]""",
                        "/tools/0/functionDeclarations",
                        "[{\"name\":\"weather\",\"description\":\"Now\",\"parametersJsonSchema\":" + SCHEMA + "}]",
                        """
                        {"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"weather","args":{"city":"Rome"}}}]},
                        "finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":5,"totalTokenCount":16},
                        "modelVersion":"m"}"""),
                new Api(
                        "mistral:m",
                        "/messages",
                        """
                        [{"role":"user","content":[{"type":"text","text":"q"}]},
                         {"role":"assistant","tool_calls":[{"id":"74196fe72","type":"function",
                          "function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}}]},
                         {"role":"tool","content":[{"type":"text","text":"15"}],"name":"weather","tool_call_id":"74196fe72"}]""",
                        "/tools",
                        "[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"description\":\"Now\",\"parameters\":"
                                + LESS + "}}]",
                        completion),
                new Api(
                        "ollama:m",
                        "/messages",
                        """
                        [{"role":"user","content":"q"},
                         {"role":"assistant","tool_calls":[{"id":"call_1","function":{"name":"weather","arguments":{"city":"Paris"}}}]},
                         {"role":"tool","content":"15"}]""",
                        "/tools",
                        "[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"description\":\"Now\",\"parameters\":"
                                + LESS + "}}]",
                        """
                        {"model":"m","done":true,"done_reason":"stop","prompt_eval_count":11,"eval_count":5,"message":{"role":"assistant",
                        "content":"","tool_calls":[{"function":{"name":"weather","arguments":{"city":"Rome"}}}]}}"""));
    }

    private ChatModel model(Api api) {
        return Models.create(
                ModelSpec.parse(api.model() + "@" + server.url() + "/v1/"),
                new ModelSettings(name -> name.startsWith("OLLAMA") ? null : "key", Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @MethodSource("apis")
    void chat_conversationWithATool_isInTheProvidersForm(Api api) {
        server.answerWith(ServerAnswer.ok(api.answer()));

        ChatResponse response = model(api)
                .chat(ChatRequest.builder()
                        .messages(CONVERSATION)
                        .toolSpecifications(TOOL.specification())
                        .build());

        JsonNode sent = server.received().get(0).body();
        assertThat(sent.at(api.place())).isEqualTo(Json.parse(api.messages()));
        assertThat(sent.at(api.toolsPlace())).isEqualTo(Json.parse(api.tools()));
        assertThat(response.aiMessage().toolExecutionRequests()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("weather");
            assertThat(Json.parse(call.arguments())).isEqualTo(Json.parse("{\"city\":\"Rome\"}"));
        });
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("apis")
    void chat_callOfAToolThatNobodyOffered_isNoAnswer(Api api) {
        server.answerWith(ServerAnswer.ok(api.answer()));

        assertThatThrownBy(() -> model(api).chat("q"))
                .isInstanceOf(MalformedAnswerException.class)
                .hasMessageContaining("the model called a tool instead of answering");
    }

    /** Anthropic refuses a request with an id of other signs; a key of an argument says nothing of the answer. */
    @Test
    void chat_anthropicAndAnIdOfAnotherProvider_isReplacedAlikeInCallAndResult() {
        ToolExecutionRequest foreign =
                CALL.toBuilder().id("functions.weather:0").build();
        server.answerWith(ServerAnswer.ok(apis().get(1).answer().replace("\"city\"", "\"error\"")));

        ChatResponse response = model(apis().get(1))
                .chat(ChatRequest.builder()
                        .messages(
                                UserMessage.from("q"),
                                AiMessage.from(foreign),
                                ToolExecutionResultMessage.from(foreign, "15"))
                        .toolSpecifications(TOOL.specification())
                        .build());

        JsonNode sent = server.received().get(0).body();
        assertThat(sent.at("/messages/1/content/0/id").textValue())
                .matches("[a-zA-Z0-9_-]{1,64}")
                .isEqualTo(sent.at("/messages/2/content/0/tool_use_id").textValue());
        assertThat(response.aiMessage().hasToolExecutionRequests()).isTrue();
    }
}
