package dev.constitution.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Set;

/** A JSON Schema that trees are checked against; it words what it finds for the file's author. Thread-safe. */
public final class SourceSchema {
    private final Schema schema;

    public SourceSchema(String json) {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json, InputFormat.JSON);
    }

    public void check(SourceTree tree) {
        for (Error error : schema.validate(tree.root().value())) {
            JsonPointer at = JsonPointer.compile(error.getInstanceLocation().toString());
            if (tree.isRefused(tree.placeOf(at))) {
                continue;
            }
            if (error.getKeyword().equals("additionalProperties")) {
                String key = error.getProperty();
                tree.fault(tree.placeOfKey(at.appendProperty(key)), unknownKey(key, propertiesBeside(error)));
            } else {
                tree.fault(tree.placeOf(at), SchemaMessage.of(error, at, propertiesBeside(error)));
            }
        }
    }

    private static String unknownKey(String key, JsonNode properties) {
        Set<String> known = SchemaMessage.names(properties);
        String suggestion = Suggestion.clause(key, known);
        return "unknown key \"" + key + "\""
                + (suggestion.isEmpty() ? "; known keys: " + String.join(", ", known) : suggestion);
    }

    /** What the schema says of the keys of the object that the failed keyword is about. */
    private JsonNode propertiesBeside(Error error) {
        JsonNode whole = schema.getSchemaNode();
        JsonPointer keyword =
                JsonPointer.compile(error.getSchemaLocation().getFragment().toString());
        for (JsonPointer p = keyword.head(); p != null; p = p.head()) {
            JsonNode properties = whole.at(p).path("properties");
            if (properties.size() > 1) {
                return properties;
            }
        }
        return whole.path("properties");
    }
}
