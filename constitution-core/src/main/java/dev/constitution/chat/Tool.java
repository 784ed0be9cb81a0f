package dev.constitution.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolSpecification;

/**
 * A tool that a model may call in place of an answer. Immutable.
 *
 * @param name what calls name it by; not blank
 * @param definition in JSON and in OpenAI's form, {@code {"type":"function","function":{"name":…,"parameters":…}}}: as it is
 *     sent to servers of that form, and handed on to trainers
 */
public record Tool(String name, String definition) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** LangChain4j's metadata of a tool, which no provider is sent, under which the definition stands. */
    private static final String DEFINITION = "constitution.definition";

    /**
     * The tool of a definition.
     *
     * @throws IllegalArgumentException saying what the definition lacks
     */
    public static Tool of(String definition) {
        JsonNode function = function(definition);
        JsonNode name = function.path("name");
        if (!name.isTextual() || name.textValue().isBlank()) {
            throw new IllegalArgumentException("a tool has no name; give it \"function\": {\"name\": …}");
        }
        JsonNode parameters = function.path("parameters");
        if (!parameters.isMissingNode() && !parameters.isObject()) {
            throw new IllegalArgumentException(
                    "the tool \"" + name.textValue() + "\" has parameters that are no JSON Schema; write an object");
        }
        return new Tool(name.textValue(), definition);
    }

    private static JsonNode function(String definition) {
        try {
            return JSON.readTree(definition).path("function");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a tool's definition is not JSON; correct it", e);
        }
    }

    /**
     * The tool as LangChain4j's type, as far as that can say what the definition says.
     *
     * @throws IllegalArgumentException if the parameters are no JSON Schema, saying where
     */
    public ToolSpecification specification() {
        JsonNode function = function(definition);
        ObjectNode known = JSON.createObjectNode().put("name", name);
        if (function.path("description").isTextual()) {
            known.set("description", function.get("description"));
        }
        if (function.path("parameters").isObject()) {
            known.set("parameters", ToolSchema.known(function.get("parameters")));
        }
        ToolSpecification specification;
        try {
            specification = ToolSpecification.fromJson(known.toString());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "the tool \"" + name + "\" has parameters that are no JSON Schema: " + e.getMessage()
                            + "; correct them",
                    e);
        }
        return specification.toBuilder().addMetadata(DEFINITION, definition).build();
    }

    /** The definition of LangChain4j's tool: as it was given, else as that says it. */
    public static String definitionOf(ToolSpecification specification) {
        Object given = specification.metadata().get(DEFINITION);
        return given instanceof String definition
                ? definition
                : "{\"type\":\"function\",\"function\":"
                        + specification.toBuilder().metadata(null).build().toJson() + "}";
    }
}
