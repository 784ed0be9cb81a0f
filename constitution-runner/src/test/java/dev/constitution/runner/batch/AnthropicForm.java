package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Anthropic's message batches as they are documented, looked up on 2026-11-30 in the types of its Python library 2.14.0 and in
 * its reference:
 *
 * <ul>
 *   <li>the requests stand in the request that makes the batch, each a {@code custom_id} of 1 to 64 letters, digits, hyphens
 *       and underscores, unique, and {@code params}; at most 100,000 of them and 256 MB; params are looked at later;
 *   <li>a batch has no name or metadata of the client's; it is in_progress, canceling or ended, and its counts are all of
 *       processing until it has ended;
 *   <li>results only then, JSON lines in any order, each succeeded with the message, errored, canceled or expired;
 *   <li>a list from the newest on, by pages of {@code limit}, gone on with by {@code after_id}.
 * </ul>
 */
final class AnthropicForm implements BatchStub.Form {
    private static final int MOST_REQUESTS = 100_000;
    private static final int MOST_BYTES = 256_000_000;

    @Override
    public String model(String url) {
        return "anthropic:stub@" + url + "/v1";
    }

    @Override
    public String keyHeader() {
        return "x-api-key";
    }

    @Override
    public String call(String method, String path) {
        if (!path.startsWith("/v1/messages/batches")) {
            return "chat";
        } else if (path.endsWith("/cancel")) {
            return "cancel";
        } else if (path.endsWith("/results")) {
            return "answers";
        }
        return method.equals("POST") ? "create" : path.startsWith("/v1/messages/batches/") ? "state" : "list";
    }

    @Override
    public BatchStub.Reply answer(BatchStub stub, String call, String path, byte[] body) {
        String id = path.replaceAll("^/v1/messages/batches/([^/?]+).*$", "$1");
        return switch (call) {
            case "create" -> create(stub, body);
            case "list" -> list(stub, path);
            case "state" -> {
                var unused = stub.look(stub.batch(id));
                yield BatchStub.Reply.ok(state(stub.batch(id)).toString());
            }
            case "cancel" -> {
                stub.batch(id).cancelled = true;
                yield BatchStub.Reply.ok(state(stub.batch(id)).toString());
            }
            case "answers" -> answers(stub.batch(id));
            default -> stub.single(Json.parse(new String(body, StandardCharsets.UTF_8)));
        };
    }

    private static BatchStub.Reply error(int status, String type) {
        return new BatchStub.Reply(status, failure(type));
    }

    private static String failure(String type) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"it is not taken\"}}";
    }

    private static BatchStub.Reply create(BatchStub stub, byte[] body) {
        if (body.length > MOST_BYTES) {
            return error(413, "request_too_large");
        }
        List<BatchStub.Request> requests = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode request :
                Json.parse(new String(body, StandardCharsets.UTF_8)).path("requests")) {
            String id = request.path("custom_id").asText();
            if (!id.matches("[a-zA-Z0-9_-]{1,64}")
                    || !ids.add(id)
                    || !request.path("params").isObject()) {
                return error(400, "invalid_request_error");
            }
            requests.add(new BatchStub.Request(id, request.path("params")));
        }
        if (!stub.spoiled(requests).isEmpty()) {
            return error(400, "invalid_request_error");
        }
        if (requests.isEmpty() || requests.size() > MOST_REQUESTS) {
            return error(400, "invalid_request_error");
        }
        return BatchStub.Reply.ok(state(stub.add(new BatchStub.Held(stub.next("msgbatch_"), "", "", requests)))
                .toString());
    }

    private static BatchStub.Reply list(BatchStub stub, String path) {
        int limit = Integer.parseInt(BatchStub.query(path).getOrDefault("limit", "20"));
        String after = BatchStub.query(path).getOrDefault("after_id", "");
        List<BatchStub.Held> all = new ArrayList<>(stub.batches());
        Collections.reverse(all);
        int from = 0;
        for (int i = 0; i < all.size(); i++) {
            from = all.get(i).id.equals(after) ? i + 1 : from;
        }
        int to = Math.min(all.size(), from + limit);
        ObjectNode list = Json.MAPPER.createObjectNode().put("has_more", to < all.size());
        list.withArray("data");
        all.subList(from, to).forEach(batch -> list.withArray("data").add(state(batch)));
        return BatchStub.Reply.ok(list.toString());
    }

    private static ObjectNode state(BatchStub.Held batch) {
        boolean ended = !batch.answers.isEmpty();
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("id", batch.id)
                .put("type", "message_batch")
                .put("processing_status", ended ? "ended" : batch.cancelled ? "canceling" : "in_progress")
                .put("created_at", batch.created.toString());
        json.putObject("request_counts")
                .put("processing", ended ? 0 : batch.requests.size())
                .put("succeeded", ended ? batch.requests.size() : 0)
                .put("errored", 0)
                .put("canceled", 0)
                .put("expired", 0);
        return json;
    }

    private BatchStub.Reply answers(BatchStub.Held batch) {
        if (batch.answers.isEmpty()) {
            return error(404, "not_found_error");
        }
        StringBuilder lines = new StringBuilder();
        for (BatchStub.Answer answer : batch.answers) {
            if (answer.item() != BatchStub.Item.MISSING) {
                lines.append("{\"custom_id\":\"")
                        .append(answer.request().customId())
                        .append("\",\"result\":")
                        .append(result(answer))
                        .append("}\n");
            }
        }
        return BatchStub.Reply.ok(lines.toString());
    }

    private String result(BatchStub.Answer answer) {
        return switch (answer.item()) {
            case EXPIRED -> "{\"type\":\"expired\"}";
            case CANCELLED -> "{\"type\":\"canceled\"}";
            case SERVER_ERROR -> "{\"type\":\"errored\",\"error\":" + failure("api_error") + "}";
            case REFUSED -> "{\"type\":\"errored\",\"error\":" + failure("invalid_request_error") + "}";
            case NO_QUOTA -> "{\"type\":\"errored\",\"error\":" + failure("billing_error") + "}";
            case UNREADABLE -> "{\"type\":\"succeeded\",\"message\":{\"nonsense\":1}}";
            default ->
                "{\"type\":\"succeeded\",\"message\":"
                        + completion(answer.request().body()) + "}";
        };
    }

    @Override
    public String completion(JsonNode request) {
        ObjectNode message = Json.MAPPER
                .createObjectNode()
                .put("id", "msg_1")
                .put("type", "message")
                .put("role", "assistant")
                .put("model", "stub-1");
        message.putArray("content")
                .addObject()
                .put("type", "text")
                .put(
                        "text",
                        "Answer "
                                + Integer.toHexString(
                                        request.path("messages").toString().hashCode()) + ".");
        message.put("stop_reason", "end_turn");
        message.putObject("usage").put("input_tokens", 11).put("output_tokens", 5);
        return message.toString();
    }
}
