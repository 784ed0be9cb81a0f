package dev.constitution.runner.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.ArrayList;
import java.util.List;

/** Calls of tools as rows hold them; one without an id of its own has none yet. */
final class ToolCallJson {
    private ToolCallJson() {}

    /** Whether a turn calls tools in OpenAI's form, of today or of before. */
    static boolean isIn(JsonNode turn) {
        return JsonRow.isFilled(turn.path("tool_calls")) || JsonRow.isFilled(turn.path("function_call"));
    }

    /** The calls of a turn in that form. */
    static List<ToolExecutionRequest> of(String place, JsonNode turn) throws BadRowException {
        if (!JsonRow.isFilled(turn.path("tool_calls"))) {
            return List.of(call(place, turn.get("function_call"), MissingNode.getInstance()));
        }
        JsonNode calls = turn.get("tool_calls");
        if (!calls.isArray()) {
            throw new BadRowException(place + " has \"tool_calls\" that are no list, but " + JsonMessages.kind(calls));
        }
        List<ToolExecutionRequest> made = new ArrayList<>();
        for (JsonNode call : calls) {
            made.add(call(place, call.has("function") ? call.get("function") : call, call.path("id")));
        }
        return made;
    }

    /** Those among the parts of a turn in Anthropic's form. */
    static List<ToolExecutionRequest> parts(String place, JsonNode content) throws BadRowException {
        List<ToolExecutionRequest> made = new ArrayList<>();
        for (JsonNode part : content) {
            if (part.path("type").asText().equals("tool_use")) {
                made.add(call(place, part, part.path("id")));
            }
        }
        return made;
    }

    /** Those that ShareGPT's turn holds as a text: one, or a list. */
    static List<ToolExecutionRequest> written(String place, JsonNode value) throws BadRowException {
        JsonNode calls = value.isTextual() ? json(value.textValue()) : value;
        List<ToolExecutionRequest> made = new ArrayList<>();
        for (JsonNode call : calls.isArray() && !calls.isEmpty() ? calls : List.of(calls)) {
            made.add(call(place, call, call.path("id")));
        }
        return made;
    }

    private static ToolExecutionRequest call(String place, JsonNode function, JsonNode id) throws BadRowException {
        String name = function.path("name").asText();
        if (name.isBlank()) {
            throw new BadRowException(
                    place + " calls a tool without a name; write {\"function\": {\"name\": …," + " \"arguments\": …}}");
        }
        JsonNode arguments = function.has("input") ? function.get("input") : function.path("arguments");
        JsonNode values = arguments.isTextual() ? json(arguments.textValue()) : arguments;
        boolean isNone = arguments.isMissingNode()
                || arguments.isNull()
                || (arguments.isTextual() && arguments.textValue().isBlank());
        if (!values.isObject() && !isNone) {
            throw new BadRowException(place + " calls the tool \"" + name
                    + "\" with arguments that are no JSON object; correct or remove the row");
        }
        return ToolExecutionRequest.builder()
                .id(JsonRow.isFilled(id) ? id.asText() : null)
                .name(name)
                .arguments(isNone ? "{}" : values.toString())
                .build();
    }

    /** A text as the JSON that it is; itself where it is none. */
    static JsonNode json(String text) {
        try {
            return JsonRow.quotedEitherWay(text);
        } catch (BadRowException e) {
            return TextNode.valueOf(text);
        }
    }
}
