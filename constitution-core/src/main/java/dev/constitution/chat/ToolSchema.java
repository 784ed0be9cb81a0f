package dev.constitution.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * The JSON Schema of a tool's parameters as far as LangChain4j's schemas can say it. They take less than the standard: what they
 * cannot take is left out or loosened, so that whatever the schema allows is allowed.
 */
final class ToolSchema {
    /** What LangChain4j's schema of an object can say itself; its properties may say anything. */
    private static final Set<String> OF_OBJECT =
            Set.of("type", "description", "properties", "required", "additionalProperties", "$defs");

    private static final List<String> SCHEMAS_BY_NAME = List.of("properties", "$defs");

    private ToolSchema() {}

    static ObjectNode known(JsonNode parameters) {
        ObjectNode known = parameters.deepCopy();
        known.retain(OF_OBJECT);
        known.properties().removeIf(field -> field.getValue().isNull());
        if (!known.path("additionalProperties").isBoolean()) {
            known.remove("additionalProperties");
        }
        loosen(known);
        return known.put("type", "object");
    }

    private static void loosen(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return; // a mistake, which LangChain4j names
        }
        for (String field : SCHEMAS_BY_NAME) {
            if (object.get(field) instanceof ObjectNode byName) {
                byName.properties().forEach(entry -> entry.setValue(inWhole(entry.getValue())));
            }
        }
        JsonNode items = object.path("items");
        if (items.isArray()) {
            object.remove("items"); // one for each place, as older drafts have them
        } else if (!items.isMissingNode()) {
            object.set("items", inWhole(items));
        }
        if (object.path("anyOf").isArray()) {
            var either = JsonNodeFactory.instance.arrayNode();
            object.get("anyOf").forEach(one -> either.add(inWhole(one)));
            object.set("anyOf", either);
        }
    }

    /** The standard's schemas {@code true} and {@code false} as objects. */
    private static JsonNode inWhole(JsonNode schema) {
        if (schema.isBoolean()) {
            ObjectNode any = JsonNodeFactory.instance.objectNode();
            return schema.booleanValue() ? any : any.set("not", JsonNodeFactory.instance.objectNode());
        }
        loosen(schema);
        return schema;
    }
}
