package dev.constitution.runner.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The sentence in what a server said of a failure: most answer JSON, which people need not read. */
public final class ErrorWords {
    private static final List<String> FIELDS = List.of("message", "msg", "error", "detail", "errors");

    private static final int DEEPEST = 8;

    private ErrorWords() {}

    /** The server's own sentence where the text is JSON that holds one, otherwise the text. */
    public static String of(String text) {
        String stripped = text.strip();
        if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
            return text;
        }
        try {
            return words(Json.MAPPER.readTree(stripped), 0).orElse(text);
        } catch (JsonProcessingException e) {
            return text; // cut off, or no JSON at all
        }
    }

    private static Optional<String> words(JsonNode json, int depth) {
        if (depth > DEEPEST || !(json.isContainerNode() || json.isTextual())) {
            return Optional.empty();
        } else if (json.isTextual()) {
            return Optional.of(json.textValue()).filter(said -> !said.isBlank());
        } else if (json.isArray()) {
            String all = StreamSupport.stream(json.spliterator(), false)
                    .flatMap(one -> words(one, depth + 1).stream())
                    .collect(Collectors.joining("; "));
            return Optional.of(all).filter(said -> !said.isEmpty());
        }
        return FIELDS.stream()
                .flatMap(field -> words(json.path(field), depth + 1).stream())
                .findFirst()
                .map(said -> place(json) + said);
    }

    /** Where a server that checks requests field by field found the fault, for example {@code body.seed: }. */
    private static String place(JsonNode json) {
        return json.path("loc").isArray()
                ? StreamSupport.stream(json.path("loc").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(".", "", ": "))
                : "";
    }
}
