package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.wire.ModelServer;
import java.util.Optional;
import java.util.regex.Pattern;

/** The lines of answers' files in OpenAI's form, which Mistral shares. */
final class FileAnswers {
    /** What stands in an error's code, or its words, where the request's turn never came. */
    private static final Pattern NOT_BEGUN =
            Pattern.compile("expired|cancell?ed|timeout_exceeded", Pattern.CASE_INSENSITIVE);

    private FileAnswers() {}

    /** What a line says; empty where it cannot be read. */
    static Optional<BatchAnswer> of(String line) {
        JsonNode json;
        try {
            json = Json.parse(line);
        } catch (RuntimeException e) {
            return Optional.empty(); // its request is missing then
        }
        String customId = json.path("custom_id").asText("");
        return customId.isEmpty() ? Optional.empty() : Optional.of(of(customId, json, line));
    }

    private static BatchAnswer of(String customId, JsonNode json, String line) {
        JsonNode response = json.path("response");
        int status = response.path("status_code").asInt(0);
        JsonNode error = json.path("error");
        if (response.isObject() && status / 100 == 2) {
            String body = JsonPart.of(line, "response", "body");
            return body.isEmpty() ? new BatchAnswer.Unanswered(customId) : new BatchAnswer.Answered(customId, body);
        } else if (response.isObject() && status != 0) {
            return new BatchAnswer.Refused(
                    customId, ModelServer.failure(status, response.path("body").toString()));
        }
        String words =
                error.path("code").asText("") + " " + error.path("message").asText(error.asText(""));
        return NOT_BEGUN.matcher(words).find() || words.isBlank()
                ? new BatchAnswer.Unanswered(customId)
                : new BatchAnswer.Refused(customId, ModelServer.failure(0, error.toString()));
    }
}
