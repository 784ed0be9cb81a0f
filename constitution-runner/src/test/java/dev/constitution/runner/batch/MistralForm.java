package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Mistral's batch jobs as they are documented, looked up on 2026-11-30 in the types of its Python library 3.7.0 and in its guide
 * to batches:
 *
 * <ul>
 *   <li>a file of purpose {@code batch}, JSON lines of {@code custom_id} and {@code body};
 *   <li>a job by {@code input_files}, {@code model}, {@code endpoint}, {@code timeout_hours} and metadata; one model a job;
 *   <li>states QUEUED, RUNNING, SUCCESS, FAILED, TIMEOUT_EXCEEDED, CANCELLATION_REQUESTED, CANCELLED; a file may be named while
 *       the job still runs;
 *   <li>a job of a file that breaks the rules is FAILED, without files, with {@code errors} of message and count;
 *   <li>answers in {@code output_file}, what failed in {@code error_file}; of a job out of time or cancelled lines are missing;
 *   <li>a list by {@code page}, from 0, and {@code page_size}.
 * </ul>
 */
final class MistralForm implements BatchStub.Form {
    private final OpenAiForm shared = new OpenAiForm();

    @Override
    public String model(String url) {
        return "mistral:stub@" + url + "/v1";
    }

    @Override
    public String call(String method, String path) {
        return shared.call(method, path.replace("/v1/batch/jobs", "/v1/batches"));
    }

    @Override
    public BatchStub.Reply answer(BatchStub stub, String call, String path, byte[] body) {
        String id = path.replaceAll("^/v1/(?:batch/jobs|files)/([^/?]+).*$", "$1");
        return switch (call) {
            case "create" -> create(stub, Json.parse(new String(body, StandardCharsets.UTF_8)));
            case "list" -> list(stub, path);
            case "state" -> {
                var unused = stub.look(stub.batch(id));
                yield BatchStub.Reply.ok(state(stub.batch(id)).toString());
            }
            case "cancel" -> {
                stub.batch(id).cancelled = true;
                yield BatchStub.Reply.ok(state(stub.batch(id)).toString());
            }
            default -> shared.answer(stub, call, path, body);
        };
    }

    private static BatchStub.Reply error(String message) {
        return new BatchStub.Reply(422, "{\"detail\":\"" + message + "\"}");
    }

    private static BatchStub.Reply create(BatchStub stub, JsonNode job) {
        String file = job.path("input_files").path(0).asText();
        byte[] lines = stub.file(file);
        if (lines.length == 0
                || !job.path("model").asText().equals("stub")
                || !job.path("endpoint").asText().equals("/v1/chat/completions")) {
            return error("the job lacks its file, its model or its endpoint");
        }
        List<BatchStub.Request> requests = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (String line : new String(lines, StandardCharsets.UTF_8).split("\n")) {
            JsonNode json = Json.parse(line);
            if (!ids.add(json.path("custom_id").asText()) || json.path("body").has("model")) {
                return error("ids must be unique, and the job names the model");
            }
            requests.add(new BatchStub.Request(json.path("custom_id").asText(), json.path("body")));
        }
        BatchStub.Held held =
                new BatchStub.Held(stub.next("job-"), job.path("metadata").toString(), file, requests);
        held.fault = stub.spoiled(requests).isEmpty() ? "" : "Invalid request";
        return BatchStub.Reply.ok(state(stub.add(held)).toString());
    }

    private static BatchStub.Reply list(BatchStub stub, String path) {
        int size = Integer.parseInt(BatchStub.query(path).getOrDefault("page_size", "100"));
        int page = Integer.parseInt(BatchStub.query(path).getOrDefault("page", "0"));
        List<BatchStub.Held> all = new ArrayList<>(stub.batches());
        Collections.reverse(all);
        ObjectNode list = Json.MAPPER.createObjectNode().put("total", all.size());
        list.withArray("data");
        all.stream()
                .skip((long) page * size)
                .limit(size)
                .forEach(job -> list.withArray("data").add(state(job)));
        return BatchStub.Reply.ok(list.toString());
    }

    private static ObjectNode state(BatchStub.Held job) {
        boolean failed = !job.fault.isEmpty();
        boolean ended = failed || !job.answers.isEmpty();
        boolean late = job.answers.stream().anyMatch(answer -> answer.item() == BatchStub.Item.EXPIRED);
        String status = !ended
                ? job.cancelled ? "CANCELLATION_REQUESTED" : job.looks == 0 ? "QUEUED" : "RUNNING"
                : failed ? "FAILED" : job.cancelled ? "CANCELLED" : late ? "TIMEOUT_EXCEEDED" : "SUCCESS";
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("id", job.id)
                .put("object", "batch")
                .put("model", "stub")
                .put("endpoint", "/v1/chat/completions")
                .put("status", status)
                .put("created_at", job.created.getEpochSecond())
                .put("total_requests", job.requests.size())
                .put("output_file", job.looks > 0 && !failed ? "out-" + job.id : null)
                .put("error_file", ended && !failed ? "err-" + job.id : null);
        json.putArray("input_files").add(job.file);
        ArrayNode errors = json.putArray("errors");
        if (failed) {
            errors.addObject().put("message", job.fault).put("count", 1);
        }
        json.set("metadata", Json.parse(job.mark.isEmpty() ? "null" : job.mark));
        return json;
    }

    @Override
    public String completion(JsonNode request) {
        return shared.completion(request);
    }
}
