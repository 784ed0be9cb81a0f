package dev.constitution.runner.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.wire.ModelServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's batches: the requests stand in the request that makes the batch, each with a key that comes back with its answer, and
 * the answers in what is read of the batch when it has ended. That may be long, and is read as it comes.
 */
record GeminiBatches(ModelServer server) implements BatchApi {
    /** A batch whose requests stand in it is to stay below 20 MB; a count of requests is not documented. */
    private static final Limits LIMITS = new Limits(50_000, 19_000_000);

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public String line(String customId, String body) {
        return "{\"metadata\":{\"key\":\"" + customId + "\"},\"request\":" + body + "}";
    }

    /** There is no file; from here on it may have been sent. */
    @Override
    public String upload(StoredBatch batch, byte[] lines) {
        return batch.name();
    }

    @Override
    public String create(StoredBatch batch, String model, String file, byte[] lines) {
        byte[] request = JoinedLines.within(
                "{\"batch\":{\"displayName\":\"" + batch.name() + "\",\"inputConfig\":{\"requests\":{\"requests\":[",
                lines,
                "]}}}}");
        return Json.parse(server.post("/models/" + model + ":batchGenerateContent", request))
                .path("name")
                .asText();
    }

    @Override
    public List<String> find(StoredBatch batch) {
        List<String> found = new ArrayList<>();
        String after = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            StringBuilder next = new StringBuilder();
            server.json("/batches?pageSize=100" + after, parser -> next.append(page(parser, batch, found)));
            if (next.isEmpty()) {
                break;
            }
            after = "&pageToken=" + URLEncoder.encode(next.toString(), StandardCharsets.UTF_8);
        }
        return found;
    }

    /** Reads a page of batches; returns what the next one is asked for by, empty on the last. */
    private static String page(JsonParser parser, StoredBatch batch, List<String> found) throws IOException {
        String next = "";
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("operations") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    GeminiOperation operation = GeminiOperation.read(parser, null);
                    if (operation.displayName().equals(batch.name())) {
                        found.add(operation.name());
                    }
                }
            } else if (field.equals("nextPageToken")) {
                next = parser.getValueAsString("");
            } else {
                parser.skipChildren();
            }
        }
        return next;
    }

    @Override
    public BatchState state(String id) {
        GeminiOperation batch = read(id, null);
        return new BatchState(id, batch.state(), batch.hasEnded(), List.of(), batch.fault());
    }

    @Override
    public void answers(BatchState state, Consumer<BatchAnswer> answers) {
        var unused = read(
                state.id(),
                answer -> GeminiAnswers.of(server.withoutKey(answer)).ifPresent(answers));
    }

    private GeminiOperation read(String id, @Nullable Consumer<String> answers) {
        List<GeminiOperation> read = new ArrayList<>();
        server.json("/" + id, parser -> {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                read.add(GeminiOperation.read(parser, answers));
            }
        });
        return read.isEmpty() ? GeminiOperation.UNKNOWN : read.get(0);
    }

    @Override
    public void cancel(String id) {
        var unused = server.post("/" + id + ":cancel", new byte[0]);
    }
}
