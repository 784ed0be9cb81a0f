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
import java.util.regex.Pattern;

/**
 * The tools that a row defines beside its prompt, under {@code tools} or {@code functions}: a list, or a text that holds it as
 * JSON, in the form of OpenAI ({@code {"type": "function", "function": {…}}}), of Anthropic ({@code input_schema}), or as a bare
 * {@code {"name", "description", "parameters"}}, each an object or a text that holds one. What looks like that and cannot be
 * read is a fault of the row; a list or a text of anything else is none of tools.
 *
 * @param field where they stand
 */
public record JsonTools(String field, List<Tool> tools) {
    private static final List<String> FIELDS = List.of("tools", "functions");
    /** What a definition has and few other objects do. */
    private static final List<String> OF_A_DEFINITION = List.of("function", "parameters", "input_schema");
    /** A field of one in a text; behind a backslash where that is a text in a text. */
    private static final Pattern WRITTEN = Pattern.compile("[\"'](?:name|function|parameters|input_schema)\\\\*[\"']");

    public JsonTools {
        tools = List.copyOf(tools);
    }

    /**
     * The row's tools; empty where it defines none.
     *
     * @throws BadRowException with all that is broken in their definitions
     */
    public static Optional<JsonTools> of(JsonNode row) throws BadRowException {
        for (String field : FIELDS) {
            JsonNode value = row.path(field);
            JsonNode given = written(value);
            if (given.isTextual() && looksWritten(given.textValue())) {
                throw new BadRowException("\"" + field + "\" is a text that looks like definitions of tools, but is no"
                        + " JSON; write it with json.dumps, or as a list");
            }
            if (isDefinition(given)) {
                throw new BadRowException("\"" + field + "\" is an object; write a list of definitions, [{\"type\":"
                        + " \"function\", \"function\": {\"name\": …}}]");
            }
            if (given.isArray() && holdsDefinitions(given)) {
                return Optional.of(new JsonTools(field, read(field, given)));
            }
        }
        return Optional.empty();
    }

    /** These fields and that of the tools. */
    public List<String> besides(List<String> used) {
        List<String> all = new ArrayList<>(used);
        all.add(field);
        return all;
    }

    /** A value, or what the text that it is holds as JSON. */
    private static JsonNode written(JsonNode value) {
        return value.isTextual() && looksWritten(value.textValue()) ? ToolCallJson.json(value.textValue()) : value;
    }

    private static boolean looksWritten(String text) {
        String stripped = text.strip();
        return (stripped.startsWith("[") || stripped.startsWith("{"))
                && stripped.contains("{")
                && WRITTEN.matcher(stripped).find();
    }

    /** Whether an object is a definition, or holds definitions by their names; one that is only named may be anything. */
    private static boolean isDefinition(JsonNode given) {
        return given.isObject() && (hasPartOfOne(given) || given.valueStream().anyMatch(JsonTools::hasPartOfOne));
    }

    private static boolean hasPartOfOne(JsonNode given) {
        return OF_A_DEFINITION.stream().anyMatch(given::has);
    }

    private static boolean holdsDefinitions(JsonNode list) {
        return list.valueStream().map(JsonTools::written).anyMatch(tool -> hasPartOfOne(tool) || tool.has("name"));
    }

    private static List<Tool> read(String field, JsonNode list) throws BadRowException {
        List<Tool> tools = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int number = 0;
        for (JsonNode given : list) {
            number++;
            try {
                Tool tool = tool(written(given));
                if (!names.add(tool.name())) {
                    throw new IllegalArgumentException("a second tool of the name \"" + tool.name() + "\"; remove one");
                }
                tools.add(tool);
            } catch (IllegalArgumentException e) {
                faults.add("\"" + field + "\", number " + number + ": " + e.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new BadRowException(String.join("; ", faults));
        }
        return tools;
    }

    private static Tool tool(JsonNode given) {
        if (!given.isObject()) {
            throw new IllegalArgumentException(
                    "a definition must be an object, this is " + JsonMessages.kind(given) + "; correct or remove it");
        }
        Tool tool = Tool.of(definition(given).toString());
        var unused = tool.specification(); // what cannot be sent is found before anything is
        return tool;
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
