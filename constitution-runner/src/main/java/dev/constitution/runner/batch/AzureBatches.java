package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.wire.ModelServer;
import dev.langchain4j.exception.InternalServerException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Batches of Azure OpenAI, for deployments of the types GlobalBatch and DataZoneBatch: OpenAI's, but what they are for is called
 * otherwise, and a file is looked through before a batch can be made of it.
 */
record AzureBatches(ModelServer server) implements BatchApi {
    private static final String ENDPOINT = "/chat/completions";
    private static final Set<String> UNREAD = Set.of("pending", "running");

    private OpenAiBatches shared() {
        boolean isOfToday = server.baseUrl().endsWith("/v1");
        return new OpenAiBatches(server, (isOfToday ? "/v1" : "") + ENDPOINT, ENDPOINT);
    }

    @Override
    public Limits limits() {
        return shared().limits();
    }

    @Override
    public String line(String customId, String body) {
        return shared().line(customId, body);
    }

    @Override
    public String upload(StoredBatch batch, byte[] lines) {
        return shared().upload(batch, lines);
    }

    @Override
    public String create(StoredBatch batch, String model, String file, byte[] lines) {
        JsonNode seen = Json.parse(server.get("/files/" + file));
        if (UNREAD.contains(seen.path("status").asText(""))) {
            throw new InternalServerException("its file of requests is still looked through"); // asked again in a while
        }
        return shared().create(batch, model, file, lines);
    }

    @Override
    public List<String> find(StoredBatch batch) {
        return shared().find(batch);
    }

    @Override
    public BatchState state(String id) {
        return shared().state(id);
    }

    @Override
    public void answers(BatchState state, Consumer<BatchAnswer> answers) {
        shared().answers(state, answers);
    }

    @Override
    public void cancel(String id) {
        shared().cancel(id);
    }
}
