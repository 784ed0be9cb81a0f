package dev.constitution.runner.base;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tools and their calls in the form of OpenAI's chat completions. */
public final class ToolsJson {
    private ToolsJson() {}

    /** The tools that the model may call; nothing where there are none. */
    public static void write(JsonGenerator json, ChatRequestParameters parameters) throws IOException {
        if (!areIn(parameters)) {
            return;
        }
        json.writeArrayFieldStart("tools");
        for (ToolSpecification tool : parameters.toolSpecifications()) {
            Json.MAPPER.writeTree(json, Json.parseExactly(Tool.definitionOf(tool)));
        }
        json.writeEndArray();
        ToolChoice choice = parameters.toolChoice();
        if (choice != null) {
            json.writeStringField("tool_choice", choice.name().toLowerCase(Locale.ROOT));
        }
    }

    /** The tools that a request names. */
    public static List<ToolSpecification> in(ChatRequest request) {
        return areIn(request.parameters()) ? request.parameters().toolSpecifications() : List.of();
    }

    /** Whether a model is told of tools. */
    public static boolean areIn(ChatRequestParameters parameters) {
        return parameters.toolSpecifications() != null
                && !parameters.toolSpecifications().isEmpty();
    }

    /** The calls that a turn makes. */
    public static void writeCalls(JsonGenerator json, List<ToolExecutionRequest> calls) throws IOException {
        json.writeArrayFieldStart("tool_calls");
        for (ToolExecutionRequest call : calls) {
            json.writeStartObject();
            json.writeStringField("id", call.id());
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", call.name());
            json.writeStringField("arguments", call.arguments());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The calls that {@link #writeCalls} wrote; none of a missing node. */
    public static List<ToolExecutionRequest> calls(JsonNode calls) {
        List<ToolExecutionRequest> made = new ArrayList<>();
        for (JsonNode call : calls) {
            JsonNode function = call.path("function");
            made.add(ToolExecutionRequest.builder()
                    .id(call.path("id").textValue())
                    .name(function.path("name").asText())
                    .arguments(function.path("arguments").asText())
                    .build());
        }
        return made;
    }
}
