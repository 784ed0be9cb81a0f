package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Gemini's batches as they are documented, looked up on 2026-11-30 in its reference and guide of batches (v1beta):
 *
 * <ul>
 *   <li>{@code models/MODEL:batchGenerateContent} takes {@code batch.displayName} and the requests in {@code
 *       batch.inputConfig.requests.requests}, each with {@code metadata} that its answer repeats; the whole below 20 MB;
 *   <li>what it answers, and what is read of a batch, is an operation: its name, {@code metadata} with display name and state,
 *       {@code done}, and in the end {@code response.inlinedResponses.inlinedResponses}, in the requests' order, each a response
 *       or an error with gRPC's number; or an {@code error} in their place;
 *   <li>a request that is none has the whole refused with 400;
 *   <li>states begin with BATCH_STATE_ in the reference and with JOB_STATE_ in the guide; a batch expires after 48 hours;
 *   <li>a list of operations by pages of {@code pageSize}, gone on with by {@code pageToken}.
 * </ul>
 */
final class GeminiForm implements BatchStub.Form {
    private static final int MOST_BYTES = 20_000_000;

    @Override
    public String model(String url) {
        return "gemini:stub@" + url + "/v1beta";
    }

    @Override
    public String conversation(JsonNode request) {
        return request.path("contents").toString();
    }

    @Override
    public String keyHeader() {
        return "x-goog-api-key";
    }

    @Override
    public String call(String method, String path) {
        if (path.endsWith(":batchGenerateContent")) {
            return "create";
        } else if (path.endsWith(":cancel")) {
            return "cancel";
        } else if (path.startsWith("/v1beta/batches?")) {
            return "list";
        }
        return path.startsWith("/v1beta/batches/") ? "state" : "chat";
    }

    @Override
    public BatchStub.Reply answer(BatchStub stub, String call, String path, byte[] body) {
        String id = path.replaceAll("^/v1beta/(batches/[^:?]+).*$", "$1");
        return switch (call) {
            case "create" -> create(stub, body);
            case "list" -> list(stub, path);
            case "state" -> {
                var unused = stub.look(stub.batch(id));
                yield BatchStub.Reply.ok(operation(stub.batch(id), true).toPrettyString());
            }
            case "cancel" -> {
                stub.batch(id).cancelled = true;
                yield BatchStub.Reply.ok("{}");
            }
            default -> stub.single(Json.parse(new String(body, StandardCharsets.UTF_8)));
        };
    }

    private static BatchStub.Reply refused(String why) {
        return new BatchStub.Reply(
                400, "{\"error\":{\"code\":400,\"message\":\"" + why + "\",\"status\":\"INVALID_ARGUMENT\"}}");
    }

    private BatchStub.Reply create(BatchStub stub, byte[] body) {
        JsonNode batch = Json.parse(new String(body, StandardCharsets.UTF_8)).path("batch");
        JsonNode given = batch.at("/inputConfig/requests/requests");
        if (body.length >= MOST_BYTES || batch.path("displayName").asText("").isEmpty() || given.isEmpty()) {
            return refused("no batch");
        }
        List<BatchStub.Request> requests = new ArrayList<>();
        for (JsonNode request : given) {
            if (!request.path("request").path("contents").isArray()) {
                return refused("no contents");
            }
            requests.add(new BatchStub.Request(request.at("/metadata/key").asText(), request.path("request")));
        }
        List<Integer> spoiled = stub.spoiled(requests);
        if (!spoiled.isEmpty()) {
            return refused("Invalid value at 'batch.input_config.requests.requests[" + (spoiled.get(0) - 1) + "]'");
        }
        BatchStub.Held held = stub.add(new BatchStub.Held(
                stub.next("batches/b"), batch.path("displayName").asText(), "", requests));
        return BatchStub.Reply.ok(operation(held, false).toPrettyString());
    }

    private BatchStub.Reply list(BatchStub stub, String path) {
        int size = Integer.parseInt(BatchStub.query(path).getOrDefault("pageSize", "50"));
        int from = Integer.parseInt(BatchStub.query(path).getOrDefault("pageToken", "0"));
        List<BatchStub.Held> all = stub.batches();
        int to = Math.min(all.size(), from + size);
        ObjectNode list = Json.MAPPER.createObjectNode();
        all.subList(from, to).forEach(batch -> list.withArray("operations").add(operation(batch, true)));
        if (to < all.size()) {
            list.put("nextPageToken", String.valueOf(to));
        }
        return BatchStub.Reply.ok(list.toPrettyString());
    }

    private ObjectNode operation(BatchStub.Held batch, boolean whole) {
        boolean ended = !batch.answers.isEmpty();
        boolean failed = !batch.fault.isEmpty();
        ObjectNode json = Json.MAPPER.createObjectNode().put("name", batch.id);
        json.putObject("metadata")
                .put("@type", "type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch")
                .put("displayName", batch.mark)
                .put("createTime", batch.created.toString())
                .put(
                        "state",
                        failed
                                ? "BATCH_STATE_FAILED"
                                : ended
                                        ? batch.cancelled ? "BATCH_STATE_CANCELLED" : "BATCH_STATE_SUCCEEDED"
                                        : "BATCH_STATE_RUNNING");
        if (failed) {
            json.put("done", true).putObject("error").put("code", 3).put("message", batch.fault);
        } else if (ended && whole) {
            ArrayNode answers = json.put("done", true)
                    .putObject("response")
                    .putObject("inlinedResponses")
                    .putArray("inlinedResponses");
            batch.answers.stream()
                    .filter(answer -> answer.item() != BatchStub.Item.MISSING)
                    .forEach(answer -> answers.add(answer(answer)));
        }
        return json;
    }

    private JsonNode answer(BatchStub.Answer answer) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        switch (answer.item()) {
            case EXPIRED, CANCELLED -> json.putObject("error").put("code", 1).put("message", "cancelled");
            case SERVER_ERROR -> json.putObject("error").put("code", 13).put("message", "internal");
            case REFUSED -> json.putObject("error").put("code", 3).put("message", "it is not taken");
            case NO_QUOTA -> json.putObject("error").put("code", 7).put("message", "billing is off");
            case UNREADABLE -> json.putObject("response").put("nonsense", 1);
            default ->
                json.set("response", Json.parse(completion(answer.request().body())));
        }
        json.putObject("metadata").put("key", answer.request().customId());
        return json;
    }

    @Override
    public String completion(JsonNode request) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("modelVersion", "stub-1");
        ObjectNode candidate = json.putArray("candidates").addObject().put("finishReason", "STOP");
        candidate
                .putObject("content")
                .put("role", "model")
                .putArray("parts")
                .addObject()
                .put(
                        "text",
                        "Answer "
                                + Integer.toHexString(
                                        request.path("contents").toString().hashCode()) + ".");
        json.putObject("usageMetadata")
                .put("promptTokenCount", 11)
                .put("candidatesTokenCount", 5)
                .put("totalTokenCount", 16);
        return json.toString();
    }
}
