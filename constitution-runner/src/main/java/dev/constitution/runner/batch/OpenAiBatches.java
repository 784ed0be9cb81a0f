package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.wire.ModelServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Batches of OpenAI, and of servers that share its form: a file of requests, a batch of it, files of answers and errors. */
record OpenAiBatches(ModelServer server) implements BatchApi {
    private static final Limits LIMITS = new Limits(50_000, 200_000_000);
    private static final Set<String> ENDED = Set.of("completed", "failed", "expired", "cancelled");
    private static final String ENDPOINT = "/v1/chat/completions";

    /** Clocks differ, and a batch is made a while after it was to be. */
    private static final long SLACK_SECONDS = 3600;

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public String line(String customId, String body) {
        return "{\"custom_id\":\"" + customId + "\",\"method\":\"POST\",\"url\":\"" + ENDPOINT + "\",\"body\":" + body
                + "}";
    }

    @Override
    public String upload(StoredBatch batch, byte[] lines) {
        return Json.parse(server.upload("/files", Map.of("purpose", "batch"), batch.name() + ".jsonl", lines))
                .path("id")
                .asText();
    }

    @Override
    public String create(StoredBatch batch, String model, String file, byte[] lines) {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("input_file_id", file);
        request.put("endpoint", ENDPOINT);
        request.put("completion_window", "24h");
        request.putObject("metadata").put(MARK, batch.name());
        return id(Json.parse(server.post("/batches", request.toString().getBytes(StandardCharsets.UTF_8))));
    }

    /** Servers that keep no metadata tell a batch by the file of its requests. */
    @Override
    public List<String> find(StoredBatch batch) {
        List<String> found = new ArrayList<>();
        String after = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode list = Json.parse(server.get("/batches?limit=100" + after));
            boolean isOld = false;
            for (JsonNode one : list.path("data")) {
                isOld = one.path("created_at").asLong(Long.MAX_VALUE) < batch.begun() - SLACK_SECONDS;
                boolean isIt = one.path("metadata").path(MARK).asText("").equals(batch.name())
                        || (!batch.file().isEmpty()
                                && one.path("input_file_id").asText("").equals(batch.file()));
                if (isIt) {
                    found.add(id(one));
                }
                after = "&after=" + id(one);
            }
            if (isOld || !list.path("has_more").asBoolean()) {
                break;
            }
        }
        return found;
    }

    @Override
    public BatchState state(String id) {
        JsonNode batch = Json.parse(server.get("/batches/" + id));
        String word = batch.path("status").asText("");
        List<String> files = Stream.of("output_file_id", "error_file_id")
                .map(name -> batch.path(name).asText(""))
                .filter(file -> !file.isEmpty() && !file.equals("null"))
                .toList();
        return new BatchState(id, word, ENDED.contains(word), files, word.equals("failed") ? fault(batch) : "");
    }

    private static String fault(JsonNode batch) {
        String words = StreamSupport.stream(batch.path("errors").path("data").spliterator(), false)
                .limit(3)
                .map(error -> error.path("code").asText("") + ": "
                        + error.path("message").asText(""))
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? "it says no more" : words;
    }

    @Override
    public void answers(BatchState state, Consumer<BatchAnswer> answers) {
        for (String file : state.files()) {
            server.lines(
                    "/files/" + file + "/content", line -> FileAnswers.of(line).ifPresent(answers));
        }
    }

    @Override
    public void cancel(String id) {
        var unused = server.post("/batches/" + id + "/cancel", new byte[0]);
    }

    private static String id(JsonNode object) {
        return object.path("id").asText();
    }
}
