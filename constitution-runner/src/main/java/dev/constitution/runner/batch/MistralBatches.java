package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.LoneSurrogates;
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

/** Mistral's batch jobs: a file of requests, a job that names the model for all of them, files of answers and errors. */
record MistralBatches(ModelServer server) implements BatchApi {
    private static final Limits LIMITS = new Limits(100_000, 200_000_000);
    private static final Set<String> ENDED = Set.of("SUCCESS", "FAILED", "TIMEOUT_EXCEEDED", "CANCELLED");
    private static final String PATH = "/batch/jobs";
    private static final int HOURS = 24;
    private static final int PAGE = 100;

    /** Clocks differ, and a job is made a while after it was to be. */
    private static final long SLACK_SECONDS = 3600;

    @Override
    public Limits limits() {
        return LIMITS;
    }

    /** The model is the job's to name. */
    @Override
    public String line(String customId, String body) {
        ObjectNode request = (ObjectNode) Json.parse(body);
        request.remove("model");
        return "{\"custom_id\":\"" + customId + "\",\"body\":" + LoneSurrogates.escaped(request.toString()) + "}";
    }

    @Override
    public String upload(StoredBatch batch, byte[] lines) {
        return Json.parse(server.upload("/files", Map.of("purpose", "batch"), batch.name() + ".jsonl", lines))
                .path("id")
                .asText();
    }

    @Override
    public String create(StoredBatch batch, String model, String file, byte[] lines) {
        ObjectNode job = Json.MAPPER.createObjectNode();
        job.putArray("input_files").add(file);
        job.put("model", model);
        job.put("endpoint", "/v1/chat/completions");
        job.put("timeout_hours", HOURS);
        job.putObject("metadata").put(MARK, batch.name());
        return id(Json.parse(server.post(PATH, job.toString().getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public List<String> find(StoredBatch batch) {
        List<String> found = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode jobs = Json.parse(server.get(PATH + "?page_size=" + PAGE + "&page=" + page))
                    .path("data");
            boolean isOld = false;
            for (JsonNode job : jobs) {
                isOld = job.path("created_at").asLong(Long.MAX_VALUE) < batch.begun() - SLACK_SECONDS;
                if (job.path("metadata").path(MARK).asText("").equals(batch.name())) {
                    found.add(id(job));
                }
            }
            if (isOld || jobs.size() < PAGE) {
                break;
            }
        }
        return found;
    }

    @Override
    public BatchState state(String id) {
        JsonNode job = Json.parse(server.get(PATH + "/" + id));
        String word = job.path("status").asText("");
        List<String> files = Stream.of("output_file", "error_file")
                .map(name -> job.path(name).asText(""))
                .filter(file -> !file.isEmpty() && !file.equals("null"))
                .toList();
        boolean tookNone = word.equals("FAILED") && files.isEmpty();
        return new BatchState(id, word, ENDED.contains(word), files, tookNone ? fault(job) : "");
    }

    private static String fault(JsonNode job) {
        String words = StreamSupport.stream(job.path("errors").spliterator(), false)
                .limit(3)
                .map(error -> error.path("message").asText(""))
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
        var unused = server.post(PATH + "/" + id + "/cancel", new byte[0]);
    }

    private static String id(JsonNode object) {
        return object.path("id").asText();
    }
}
