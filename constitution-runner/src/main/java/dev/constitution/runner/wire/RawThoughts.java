package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a model thought before it answered, as it stands in an answer's body beside the text, whatever the provider's form. */
public final class RawThoughts {
    private static final Set<String> FIELDS = Set.of("reasoning_content", "reasoning", "thinking", "reasoningContent");
    private static final int DEEPEST = 20;

    private RawThoughts() {}

    /** The thoughts in an answer; empty where it holds none, or is no JSON. */
    public static Optional<String> in(RawAnswer answer) {
        try {
            Set<String> found = new LinkedHashSet<>(); // some servers say them twice, under two names
            collect(Json.MAPPER.readTree(answer.body()), found, 0);
            return found.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", found));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static void collect(JsonNode json, Set<String> found, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (json.path("thought").asBoolean() && json.path("text").isTextual()) {
            found.add(json.path("text").textValue().strip()); // Gemini's parts
        }
        for (var field : json.properties()) {
            if (FIELDS.contains(field.getKey())) {
                texts(field.getValue()).stream()
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .forEach(found::add);
            } else {
                collect(field.getValue(), found, depth + 1);
            }
        }
        if (json.isArray()) {
            json.forEach(part -> collect(part, found, depth + 1));
        }
    }

    /** A text, or the texts of parts. */
    private static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isTextual()) {
            texts.add(value.textValue());
        } else {
            value.findValues("text").stream().filter(JsonNode::isTextual).forEach(text -> texts.add(text.textValue()));
        }
        return texts;
    }
}
