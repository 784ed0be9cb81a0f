package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.LoneSurrogates;
import dev.constitution.runner.wire.ModelServer;
import java.util.Map;
import java.util.Optional;

/** What has become of a request in a batch of Gemini's. */
final class GeminiAnswers {
    /** The numbers of errors within a batch are gRPC's: the statuses of single calls that stand for them. */
    private static final Map<Integer, Integer> STATUSES =
            Map.of(3, 400, 4, 504, 5, 404, 7, 403, 8, 429, 9, 400, 11, 400, 13, 500, 14, 503, 16, 401);

    private static final int CANCELLED = 1;
    private static final int FIRST_STATUS = 100;

    private GeminiAnswers() {}

    /** What an answer says; empty where it does not say which request it is of, which is missing then. */
    static Optional<BatchAnswer> of(String text) {
        JsonNode json = Json.parse(text);
        String key = json.path("metadata").path("key").asText("");
        return key.isEmpty() ? Optional.empty() : Optional.of(of(key, json, text));
    }

    private static BatchAnswer of(String key, JsonNode json, String text) {
        if (json.path("response").isObject()) {
            return new BatchAnswer.Answered(key, LoneSurrogates.escaped(JsonPart.of(text, "response")));
        }
        int code = json.path("error").path("code").asInt(CANCELLED);
        if (code == CANCELLED) {
            return new BatchAnswer.Unanswered(key);
        }
        ObjectNode error = Json.MAPPER.createObjectNode();
        error.set("error", json.path("error"));
        int status = code >= FIRST_STATUS ? code : STATUSES.getOrDefault(code, 0);
        return new BatchAnswer.Refused(key, ModelServer.failure(status, error.toString()));
    }
}
