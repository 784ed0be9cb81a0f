package dev.constitution.runner.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A batch of Gemini's as it stands.
 *
 * @param name the provider's
 * @param displayName ours
 * @param state in capitals, without what all states begin with
 * @param isDone whether it says so beside the state
 * @param error its own words for why it failed; empty where it did not
 */
record GeminiOperation(String name, String displayName, String state, boolean isDone, String error) {
    /** What is no batch at all. */
    static final GeminiOperation UNKNOWN = new GeminiOperation("", "", "", false, "");

    private static final Set<String> ENDED = Set.of("SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED");
    private static final String INLINED = "inlinedResponses";

    boolean hasEnded() {
        return isDone || ENDED.contains(state);
    }

    /** Why none of its requests was taken; empty where that is not so. */
    Optional<BatchState.Fault> fault() {
        return state.equals("FAILED")
                ? Optional.of(
                        new BatchState.Fault(error.isEmpty() ? BatchState.Fault.SAYS_NO_MORE : error, "", List.of()))
                : Optional.empty();
    }

    /**
     * Reads an operation whose object has just begun, to its end.
     *
     * @param answers takes what has become of each request, as JSON; null where that is passed over
     */
    static GeminiOperation read(JsonParser parser, @Nullable Consumer<String> answers) throws IOException {
        String name = "";
        String error = "";
        boolean isDone = false;
        GeminiOperation metadata = UNKNOWN;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "name" -> name = parser.getValueAsString("");
                case "done" -> isDone = value == JsonToken.VALUE_TRUE;
                case "error" -> error = tree(parser).path("message").asText("");
                case "metadata" -> metadata = metadata(parser, answers);
                case "response" -> output(parser, answers);
                default -> parser.skipChildren();
            }
        }
        return new GeminiOperation(name, metadata.displayName, metadata.state, isDone, error);
    }

    private static GeminiOperation metadata(JsonParser parser, @Nullable Consumer<String> answers) throws IOException {
        String displayName = "";
        String state = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "displayName" -> displayName = parser.getValueAsString("");
                case "state" -> state = parser.getValueAsString("").replaceFirst("^(BATCH|JOB)_STATE_", "");
                case "output" -> output(parser, answers);
                default -> parser.skipChildren();
            }
        }
        return new GeminiOperation("", displayName, state, false, "");
    }

    /** The answers stand in a list within an object of the same name. */
    private static void output(JsonParser parser, @Nullable Consumer<String> answers) throws IOException {
        if (answers == null || parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean holdsAnswers = parser.currentName().equals(INLINED);
            JsonToken value = parser.nextToken();
            if (holdsAnswers && value == JsonToken.START_OBJECT) {
                output(parser, answers);
            } else if (holdsAnswers && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    answers.accept(tree(parser).toString());
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private static JsonNode tree(JsonParser parser) throws IOException {
        return Json.MAPPER.readTree(parser);
    }
}
