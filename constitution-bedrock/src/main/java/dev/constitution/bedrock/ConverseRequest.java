package dev.constitution.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Tool;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.ToolsJson;
import dev.constitution.runner.model.CacheMarks;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import java.util.List;

/**
 * One request in Converse's form. It wants the two sides to take turns: what one says twice in a row, such as the results of
 * several calls and the question after them, is one turn of several parts.
 */
final class ConverseRequest {
    private final ArrayNode messages = Json.MAPPER.createArrayNode();
    private final ArrayNode system = Json.MAPPER.createArrayNode();

    private ConverseRequest() {}

    static ObjectNode write(ChatRequest request) {
        ChatRequestParameters parameters = request.parameters();
        ResponseFormat format = parameters.responseFormat();
        refuse(format != null && format.type() == ResponseFormatType.JSON, "a format of the answer");
        refuse(parameters.toolChoice() != null, "a choice of tools");
        ConverseRequest written = new ConverseRequest();
        request.messages().forEach(written::add);
        if (CacheMarks.isOnSystem(request)) {
            mark(written.system);
        }
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.set("messages", written.messages);
        set(json, "system", written.system);
        set(json, "inferenceConfig", sampling(parameters));
        List<ToolSpecification> tools = ToolsJson.in(request);
        if (!tools.isEmpty()) {
            ArrayNode specs = json.putObject("toolConfig").putArray("tools");
            tools.forEach(tool -> specs.addObject().set("toolSpec", spec(tool)));
        }
        return json;
    }

    /** What is not sent must not be missed in the answer alone. */
    private static void refuse(boolean asked, String what) {
        if (asked) {
            throw new UnsupportedFeatureException("models of bedrock: are not sent " + what + "; leave it out");
        }
    }

    private static void set(ObjectNode json, String name, JsonNode value) {
        if (!value.isEmpty()) {
            json.set(name, value);
        }
    }

    private void add(ChatMessage message) {
        if (message instanceof SystemMessage turn) {
            system.addObject().put("text", turn.text());
        } else if (message instanceof UserMessage turn) {
            ArrayNode parts = turn("user");
            turn.contents().forEach(content -> parts.add(ConverseContent.write(content)));
            if (CacheMarks.isOn(turn)) {
                mark(parts);
            }
        } else if (message instanceof AiMessage turn) {
            add(turn);
        } else if (message instanceof ToolExecutionResultMessage result) {
            ObjectNode part = turn("user").addObject().putObject("toolResult").put("toolUseId", result.id());
            part.putArray("content").addObject().put("text", result.text());
            if (Boolean.TRUE.equals(result.isError())) {
                part.put("status", "error");
            }
        } else {
            throw new UnsupportedFeatureException("models of bedrock: are not sent messages of the type " + message.type());
        }
    }

    /** What stands before is to be kept. */
    private static void mark(ArrayNode parts) {
        parts.addObject().putObject("cachePoint").put("type", "default");
    }

    private void add(AiMessage turn) {
        ArrayNode parts = turn("assistant");
        String text = turn.text() == null ? "" : turn.text();
        if (!text.isBlank() || !turn.hasToolExecutionRequests()) {
            parts.addObject().put("text", text);
        }
        for (ToolExecutionRequest call : turn.toolExecutionRequests()) {
            parts.addObject()
                    .putObject("toolUse")
                    .put("toolUseId", call.id())
                    .put("name", call.name())
                    .set("input", Json.parseExactly(call.arguments()));
        }
    }

    /** The parts of the last turn, a new one where that is the other side's. */
    private ArrayNode turn(String role) {
        JsonNode last = messages.path(messages.size() - 1);
        return last.path("role").asText().equals(role)
                ? (ArrayNode) last.get("content")
                : messages.addObject().put("role", role).putArray("content");
    }

    private static ObjectNode sampling(ChatRequestParameters parameters) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        if (parameters.maxOutputTokens() != null) {
            json.put("maxTokens", parameters.maxOutputTokens());
        }
        if (parameters.temperature() != null) {
            json.put("temperature", parameters.temperature());
        }
        if (parameters.topP() != null) {
            json.put("topP", parameters.topP());
        }
        List<String> stops = parameters.stopSequences();
        if (stops != null && !stops.isEmpty()) {
            stops.forEach(json.putArray("stopSequences")::add);
        }
        return json;
    }

    /** The schema is sent as it was given; a tool without arguments has one too. */
    private static ObjectNode spec(ToolSpecification tool) {
        JsonNode function = Json.parseExactly(Tool.definitionOf(tool)).path("function");
        ObjectNode json = Json.MAPPER.createObjectNode().put("name", tool.name());
        String description = function.path("description").asText("");
        if (!description.isBlank()) {
            json.put("description", description);
        }
        ObjectNode schema = json.putObject("inputSchema");
        if (function.path("parameters").isObject()) {
            schema.set("json", function.get("parameters"));
        } else {
            schema.putObject("json").put("type", "object").putObject("properties");
        }
        return json;
    }
}
