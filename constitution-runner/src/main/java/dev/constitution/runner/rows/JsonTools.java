package dev.constitution.runner.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Tool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tools that a row defines beside its prompt, under {@code tools} or {@code functions}: a list, or a text that holds it as
 * JSON, in the form of OpenAI ({@code {"type": "function", "function": {…}}}), of Anthropic ({@code input_schema}), or as a bare
 * {@code {"name", "description", "parameters"}}. A list of anything else is none of tools.
 *
 * @param field where they stand
 */
record JsonTools(String field, List<Tool> tools) {
    private static final List<String> FIELDS = List.of("tools", "functions");

    /** The row's tools; empty where it defines none. */
    static Optional<JsonTools> of(JsonNode row) throws BadRowException {
        for (String field : FIELDS) {
            JsonNode value = row.path(field);
            JsonNode list =
                    value.isTextual() && value.textValue().contains("{") ? ToolCallJson.json(value.textValue()) : value;
            if (areDefinitions(list)) {
                return Optional.of(new JsonTools(field, read(field, list)));
            }
        }
        return Optional.empty();
    }

    /** These fields and that of the tools. */
    List<String> besides(List<String> used) {
        List<String> all = new ArrayList<>(used);
        all.add(field);
        return all;
    }

    private static boolean areDefinitions(JsonNode list) {
        if (!list.isArray() || list.isEmpty()) {
            return false;
        }
        for (JsonNode tool : list) {
            if (!tool.isObject()) {
                return false;
            }
        }
        return true;
    }

    private static List<Tool> read(String field, JsonNode list) throws BadRowException {
        List<Tool> tools = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode given : list) {
            String place = "\"" + field + "\", number " + (tools.size() + 1) + ": ";
            Tool tool;
            try {
                tool = Tool.of(definition(given).toString());
                var unused = tool.specification(); // what cannot be sent is found before anything is
            } catch (IllegalArgumentException e) {
                throw new BadRowException(place + e.getMessage());
            }
            if (!names.add(tool.name())) {
                throw new BadRowException(place + "a second tool of the name \"" + tool.name() + "\"; remove one");
            }
            tools.add(tool);
        }
        return tools;
    }

    /** In OpenAI's form, with all that was given. */
    private static JsonNode definition(JsonNode given) {
        if (given.path("function").isObject()) {
            return given.has("type") ? given : wrapped(given.get("function"));
        }
        ObjectNode function = given.deepCopy();
        if (function.has("input_schema")) {
            function.set("parameters", function.remove("input_schema"));
        }
        if (function.path("type").asText().equals("function")) {
            function.remove("type"); // as the Responses API has it, beside the name
        }
        return wrapped(function);
    }

    private static JsonNode wrapped(JsonNode function) {
        ObjectNode tool = JsonNodeFactory.instance.objectNode().put("type", "function");
        tool.set("function", function);
        return tool;
    }
}
