package dev.constitution.runner.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose content is a list of parts, or one of them.
 *
 * @param text the parts of type text, joined: the answer
 * @param thoughts the parts that the model thought
 * @param refusal what it said instead of an answer
 */
record ContentParts(String text, String thoughts, @Nullable String refusal, boolean callsTool) {
    private static final List<String> PLACES_OF_THOUGHTS =
            List.of("text", "thinking", "reasoning", "summary", "content", "reasoningText");

    static ContentParts of(JsonNode content) {
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        String refusal = null;
        boolean callsTool = false;
        for (JsonNode part : content.isArray() ? content : List.of(content)) {
            String type = part.path("type").asText("text");
            if (part.isTextual()) {
                text.append(part.textValue());
            } else if (type.equals("refusal")) {
                refusal = part.path("refusal").asText(part.path("text").asText());
            } else if (type.contains("think") || type.contains("reason")) {
                thoughts.append(thoughtsIn(part));
            } else if (type.endsWith("text")) {
                text.append(textIn(part.path("text")));
            } else if (type.contains("tool") || type.contains("function")) {
                callsTool = true;
            }
        }
        return new ContentParts(text.toString(), thoughts.toString(), refusal, callsTool);
    }

    /** A text, or an object that holds it beside notes on its places. */
    private static String textIn(JsonNode text) {
        return text.isObject() ? text.path("value").asText() : text.asText();
    }

    /** The text in thoughts of any form. */
    static String thoughtsIn(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        StringBuilder text = new StringBuilder();
        if (node.isArray()) {
            node.forEach(item -> text.append(thoughtsIn(item)));
        } else if (node.isObject()) {
            for (String name : PLACES_OF_THOUGHTS) {
                if (node.has(name)) {
                    text.append(thoughtsIn(node.get(name)));
                }
            }
        }
        return text.toString();
    }
}
