package dev.constitution.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words a schema validator's error: what is wrong, and what to do. */
final class SchemaMessage {
    private SchemaMessage() {}

    /**
     * The message for an error.
     *
     * @param properties what the schema says of the keys of the object in question
     */
    static String of(Error error, JsonPointer at, JsonNode properties) {
        JsonNode value = error.getInstanceNode();
        return switch (error.getKeyword()) {
            case "required" -> missing(error.getProperty(), properties);
            case "type" -> wrongType(subject(at), error.getSchemaNode(), value);
            case "enum" -> notOneOf(subject(at), error.getSchemaNode(), value);
            case "minItems" -> subject(at) + " is empty; give at least one";
            case "exclusiveMinimum" -> outOfRange(subject(at), "above ", error);
            case "exclusiveMaximum" -> outOfRange(subject(at), "below ", error);
            case "minimum" -> outOfRange(subject(at), "at least ", error);
            case "maximum" -> outOfRange(subject(at), "at most ", error);
            case "pattern" -> misshapen(subject(at), value.asText(), last(at).equals("language"));
            case "minProperties" -> subject(at) + " is empty; give at least one key";
            case "minLength" -> subject(at) + " is empty; fill it in";
            default -> subject(at) + " is not as it must be (\"" + error.getKeyword() + "\" in the schema); correct it";
        };
    }

    static Set<String> names(JsonNode properties) {
        Set<String> names = new LinkedHashSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String missing(String key, JsonNode properties) {
        String description = properties.path(key).path("description").asText();
        int end = description.indexOf('.');
        String meaning = end < 0 ? description : description.substring(0, end);
        return "missing key \"" + key + "\"; add it: "
                + meaning.substring(0, 1).toLowerCase(Locale.ROOT)
                + meaning.substring(1);
    }

    private static String wrongType(String subject, JsonNode expected, JsonNode value) {
        if (value.isNull()) {
            return subject + " has no value; give it one or remove the key";
        }
        List<String> names = new ArrayList<>();
        (expected.isArray() ? expected : List.of(expected)).forEach(type -> names.add(typeName(type.asText())));
        String remedy = names.contains("text") && value.isValueNode() ? "; put it in quotes" : "";
        return subject + " must be " + alternatives(names) + ", is " + typeName(value) + remedy;
    }

    private static String notOneOf(String subject, JsonNode choices, JsonNode value) {
        List<String> names = new ArrayList<>();
        choices.forEach(choice -> names.add(choice.asText()));
        return subject + " must be " + alternatives(names) + ", is "
                + (value.isTextual() ? "\"" + value.asText() + "\"" : typeName(value))
                + Suggestion.clause(value.asText(), names);
    }

    private static String outOfRange(String subject, String bound, Error error) {
        return subject + " must be " + bound + error.getSchemaNode().asText() + ", is "
                + error.getInstanceNode().asText();
    }

    private static String alternatives(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    private static String misshapen(String subject, String value, boolean language) {
        if (value.isBlank()) {
            return subject + " is blank; fill it in or remove the key";
        }
        String remedy = language
                ? "give a BCP 47 tag such as en, de or pt-BR"
                : "use lower-case letters, digits and hyphens, for example \"" + Slug.of(value) + "\"";
        return subject + " is \"" + value + "\"; " + remedy;
    }

    private static String subject(JsonPointer at) {
        if (at.matches()) {
            return "the file";
        }
        JsonPointer parent = at.head();
        return at.last().getMatchingIndex() >= 0 && parent != null && !parent.matches()
                ? "item " + (at.last().getMatchingIndex() + 1) + " of \"" + last(parent) + "\""
                : "\"" + last(at) + "\"";
    }

    private static String last(JsonPointer at) {
        return at.matches() ? "" : at.last().getMatchingProperty();
    }

    private static String typeName(JsonNode value) {
        return typeName(value.getNodeType().name().toLowerCase(Locale.ROOT));
    }

    private static String typeName(String jsonType) {
        return switch (jsonType) {
            case "string" -> "text";
            case "number" -> "a number";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "a set of keys";
            default -> jsonType;
        };
    }
}
