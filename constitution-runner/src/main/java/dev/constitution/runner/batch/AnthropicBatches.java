package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.wire.ModelServer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Anthropic's message batches: the requests stand in the request that makes the batch. They carry no name of ours, so that one
 * whose id was lost is looked for by its size and time, and known for sure by its answers' ids alone.
 */
record AnthropicBatches(ModelServer server) implements BatchApi {
    private static final Limits LIMITS = new Limits(100_000, 256_000_000);
    private static final String PATH = "/messages/batches";

    /** The statuses that single calls' errors of these types have. */
    private static final Map<String, Integer> STATUSES = Map.of(
            "invalid_request_error", 400,
            "authentication_error", 401,
            "billing_error", 402,
            "permission_error", 403,
            "not_found_error", 404,
            "request_too_large", 413,
            "rate_limit_error", 429,
            "api_error", 500,
            "timeout_error", 504,
            "overloaded_error", 529);

    /** Clocks differ. */
    private static final long SLACK_SECONDS = 120;

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public String line(String customId, String body) {
        return "{\"custom_id\":\"" + customId + "\",\"params\":" + body + "}";
    }

    /** There is no file; from here on it may have been sent. */
    @Override
    public String upload(StoredBatch batch, byte[] lines) {
        return batch.name();
    }

    @Override
    public String create(StoredBatch batch, String model, String file, byte[] lines) {
        byte[] request = JoinedLines.within("{\"requests\":[", lines, "]}");
        return id(Json.parse(server.post(PATH, request)));
    }

    @Override
    public List<String> find(StoredBatch batch) {
        List<String> found = new ArrayList<>();
        String after = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode list = Json.parse(server.get(PATH + "?limit=100" + after));
            boolean isOld = false;
            for (JsonNode one : list.path("data")) {
                isOld = isOld || isBefore(one, batch.begun() - SLACK_SECONDS);
                if (!isOld && size(one) == batch.requests()) {
                    found.add(id(one));
                }
                after = "&after_id=" + id(one);
            }
            if (isOld || !list.path("has_more").asBoolean()) {
                break;
            }
        }
        Collections.reverse(found); // the newest come first
        return found;
    }

    private static boolean isBefore(JsonNode batch, long seconds) {
        try {
            Instant created =
                    OffsetDateTime.parse(batch.path("created_at").asText()).toInstant();
            return created.getEpochSecond() < seconds;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static long size(JsonNode batch) {
        long size = 0;
        for (JsonNode count : batch.path("request_counts")) {
            size += count.asLong();
        }
        return size;
    }

    @Override
    public boolean marks() {
        return false;
    }

    @Override
    public BatchState state(String id) {
        JsonNode batch = Json.parse(server.get(PATH + "/" + id));
        String word = batch.path("processing_status").asText("");
        return new BatchState(id, word, word.equals("ended"), List.of(), Optional.empty());
    }

    /** By the batch's own path: the address that it names may be another host's, which the key is not for. */
    @Override
    public void answers(BatchState state, Consumer<BatchAnswer> answers) {
        server.lines(PATH + "/" + state.id() + "/results", line -> answer(line).ifPresent(answers));
    }

    private static Optional<BatchAnswer> answer(String line) {
        JsonNode json;
        try {
            json = Json.parse(line);
        } catch (RuntimeException e) {
            return Optional.empty(); // its request is missing then
        }
        String customId = json.path("custom_id").asText("");
        return customId.isEmpty() ? Optional.empty() : Optional.of(answer(customId, json.path("result"), line));
    }

    private static BatchAnswer answer(String customId, JsonNode result, String line) {
        String message = JsonPart.of(line, "result", "message");
        return switch (result.path("type").asText("")) {
            case "succeeded" ->
                message.isEmpty() ? new BatchAnswer.Unanswered(customId) : new BatchAnswer.Answered(customId, message);
            case "errored" -> new BatchAnswer.Refused(customId, failure(result.path("error")));
            default -> new BatchAnswer.Unanswered(customId); // canceled, expired
        };
    }

    private static RuntimeException failure(JsonNode error) {
        int status = STATUSES.getOrDefault(error.path("error").path("type").asText(""), 0);
        return ModelServer.failure(status, error.toString());
    }

    @Override
    public void cancel(String id) {
        var unused = server.post(PATH + "/" + id + "/cancel", new byte[0]);
    }

    private static String id(JsonNode object) {
        return object.path("id").asText();
    }
}
