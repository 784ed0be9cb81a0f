package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.LoneSurrogates;
import dev.constitution.runner.wire.ModelServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

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
        return new BatchFiles(server).upload(batch, lines);
    }

    @Override
    public String create(StoredBatch batch, String model, String file, byte[] lines) {
        ObjectNode job = Json.MAPPER.createObjectNode();
        job.putArray("input_files").add(file);
        job.put("model", model);
        job.put("endpoint", "/v1/chat/completions");
        job.put("timeout_hours", HOURS);
        job.putObject("metadata").put(MARK, batch.name());
        return BatchFiles.id(Json.parse(server.post(PATH, job.toString().getBytes(StandardCharsets.UTF_8))));
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
                    found.add(BatchFiles.id(job));
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
        List<String> files = BatchFiles.named(job, "output_file", "error_file");
        BatchState.Fault fault = BatchFiles.fault(
                job.path("errors"), error -> error.path("message").asText(""));
        boolean tookNone = word.equals("FAILED") && files.isEmpty();
        return new BatchState(id, word, ENDED.contains(word), files, tookNone ? Optional.of(fault) : Optional.empty());
    }

    @Override
    public void answers(BatchState state, Consumer<BatchAnswer> answers) {
        new BatchFiles(server).answers(state, answers);
    }

    @Override
    public void cancel(String id) {
        var unused = server.post(PATH + "/" + id + "/cancel", new byte[0]);
    }
}
