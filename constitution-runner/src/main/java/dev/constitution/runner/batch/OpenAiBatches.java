package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.wire.ModelServer;
import dev.langchain4j.exception.InternalServerException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Batches of OpenAI, and of servers that share its form: a file of requests, a batch of it, files of answers and errors.
 *
 * @param url what each request is for
 * @param endpoint what the batch is for
 * @param looksThrough whether the server looks through a file before a batch can be made of it
 * @param end what is said of a file so that it is not kept for ever, where a server would
 */
record OpenAiBatches(ModelServer server, String url, String endpoint, boolean looksThrough, Map<String, String> end)
        implements BatchApi {
    private static final Limits LIMITS = new Limits(50_000, 200_000_000);
    private static final Set<String> ENDED = Set.of("completed", "failed", "expired", "cancelled", "canceled");
    private static final String CHAT = "/chat/completions";
    private static final Set<String> UNREAD = Set.of("pending", "running");

    /** The longest that Azure allows; those with an end count against a limit twenty times that of those without. */
    private static final Map<String, String> AFTER_A_MONTH =
            Map.of("expires_after.anchor", "created_at", "expires_after.seconds", "2592000");

    /** Clocks differ, and a batch is made a while after it was to be. */
    private static final long SLACK_SECONDS = 3600;

    static OpenAiBatches of(ModelServer server) {
        return new OpenAiBatches(server, "/v1" + CHAT, "/v1" + CHAT, false, Map.of());
    }

    /** Those of Azure OpenAI, for deployments of the types GlobalBatch and DataZoneBatch. Dated versions know no end of a file. */
    static OpenAiBatches ofAzure(ModelServer server) {
        boolean isOfToday = server.baseUrl().endsWith("/v1");
        return new OpenAiBatches(
                server, (isOfToday ? "/v1" : "") + CHAT, CHAT, true, isOfToday ? AFTER_A_MONTH : Map.of());
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public String line(String customId, String body) {
        return "{\"custom_id\":\"" + customId + "\",\"method\":\"POST\",\"url\":\"" + url + "\",\"body\":" + body + "}";
    }

    @Override
    public String upload(StoredBatch batch, byte[] lines) {
        return new BatchFiles(server).upload(batch, lines, end);
    }

    @Override
    public String create(StoredBatch batch, String model, String file, byte[] lines) {
        if (looksThrough) {
            requireSeen(file);
        }
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("input_file_id", file);
        request.put("endpoint", endpoint);
        request.put("completion_window", "24h");
        request.putObject("metadata").put(MARK, batch.name());
        return BatchFiles.id(
                Json.parse(server.post("/batches", request.toString().getBytes(StandardCharsets.UTF_8))));
    }

    private void requireSeen(String file) {
        JsonNode seen = Json.parse(server.get("/files/" + file));
        if (UNREAD.contains(seen.path("status").asText(""))) {
            throw new InternalServerException("its file of requests is still looked through"); // asked again in a while
        }
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
                    found.add(BatchFiles.id(one));
                }
                after = "&after=" + BatchFiles.id(one);
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
        String word = batch.path("status").asText("").toLowerCase(Locale.ROOT);
        List<String> files = BatchFiles.named(batch, "output_file_id", "error_file_id");
        BatchState.Fault fault = BatchFiles.fault(
                batch.path("errors").path("data"),
                error -> error.path("code").asText("") + ": "
                        + error.path("message").asText(""));
        return new BatchState(
                id, word, ENDED.contains(word), files, word.equals("failed") ? Optional.of(fault) : Optional.empty());
    }

    @Override
    public void answers(BatchState state, Consumer<BatchAnswer> answers) {
        new BatchFiles(server).answers(state, answers);
    }

    @Override
    public void cancel(String id) {
        var unused = server.post("/batches/" + id + "/cancel", new byte[0]);
    }
}
