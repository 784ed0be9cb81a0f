package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.Completion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * OpenAI's files and batches as they are documented, looked up on 2026-11-30 in the types of its Python library 3.57.0 and in
 * its guide to batches:
 *
 * <ul>
 *   <li>a file of purpose {@code batch}, JSON lines of {@code custom_id}, {@code method}, {@code url} and {@code body}, at most
 *       50,000 of them and 200 MB; ids are unique, one model a file;
 *   <li>a batch of it by {@code input_file_id}, {@code endpoint}, {@code completion_window} "24h" and metadata;
 *   <li>states validating, in_progress, finalizing, completed, failed, expired, cancelling, cancelled; a file that breaks the
 *       rules fails as a whole, with {@code errors.data}, which may name lines;
 *   <li>answers in the file {@code output_file_id} in any order, what failed in {@code error_file_id}; expired requests there
 *       with the code {@code batch_expired}.
 * </ul>
 */
final class OpenAiForm implements BatchStub.Form {
    private static final int MOST_LINES = 50_000;
    private static final int MOST_BYTES = 200_000_000;

    private final boolean namesLines;
    private final Function<JsonNode, String> says;

    OpenAiForm() {
        this(true);
    }

    /** @param namesLines whether it tells which requests spoil a batch */
    OpenAiForm(boolean namesLines) {
        this(namesLines, OpenAiForm::ownWords);
    }

    /** @param says what the model answers */
    OpenAiForm(boolean namesLines, Function<JsonNode, String> says) {
        this.namesLines = namesLines;
        this.says = says;
    }

    /** An answer of four words that no other request gets. */
    private static String ownWords(JsonNode request) {
        String word = Integer.toHexString(request.path("messages").toString().hashCode());
        return "Answer " + word + "a " + word + "b " + word + "c " + word + "d.";
    }

    @Override
    public String model(String url) {
        return "openai-compatible:stub@" + url + "/v1";
    }

    @Override
    public String call(String method, String path) {
        if (path.startsWith("/v1/files")) {
            return method.equals("POST") ? "upload" : "answers";
        } else if (path.startsWith("/v1/batches")) {
            return path.endsWith("/cancel")
                    ? "cancel"
                    : method.equals("POST") ? "create" : path.startsWith("/v1/batches/") ? "state" : "list";
        }
        return "chat";
    }

    @Override
    public BatchStub.Reply answer(BatchStub stub, String call, String path, byte[] body) {
        String id = path.replaceAll("^/v1/(?:batches|files)/([^/?]+).*$", "$1");
        return switch (call) {
            case "upload" -> upload(stub, body);
            case "create" -> create(stub, Json.parse(new String(body, StandardCharsets.UTF_8)));
            case "list" -> list(stub, path);
            case "state" -> BatchStub.Reply.ok(state(stub, stub.batch(id), true).toString());
            case "cancel" -> {
                stub.batch(id).cancelled = true;
                yield BatchStub.Reply.ok(state(stub, stub.batch(id), false).toString());
            }
            case "answers" -> BatchStub.Reply.ok(file(stub, id));
            default -> stub.single(Json.parse(new String(body, StandardCharsets.UTF_8)));
        };
    }

    private static BatchStub.Reply error(String message) {
        return new BatchStub.Reply(
                400, "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\"}}");
    }

    private static BatchStub.Reply upload(BatchStub stub, byte[] form) {
        String text = new String(form, StandardCharsets.UTF_8);
        String boundary = text.substring(0, text.indexOf("\r\n"));
        String[] parts = text.split(Pattern.quote(boundary), -1);
        boolean isBatch =
                parts[1].contains("name=\"purpose\"") && parts[1].strip().endsWith("batch");
        if (!isBatch || parts.length != 4 || !parts[3].equals("--\r\n")) {
            return error("no file of purpose batch");
        }
        String file = parts[2].substring(parts[2].indexOf("\r\n\r\n") + 4, parts[2].length() - 2);
        return BatchStub.Reply.ok("{\"object\":\"file\",\"purpose\":\"batch\",\"id\":\""
                + stub.keep(file.getBytes(StandardCharsets.UTF_8)) + "\"}");
    }

    private BatchStub.Reply create(BatchStub stub, JsonNode asked) {
        if (!asked.path("endpoint").asText().equals("/v1/chat/completions")
                || !asked.path("completion_window").asText().equals("24h")) {
            return error("endpoint or completion_window is invalid");
        }
        String file = asked.path("input_file_id").asText();
        byte[] lines = stub.file(file);
        if (lines.length == 0) {
            return error("no such file");
        }
        List<BatchStub.Request> requests = new ArrayList<>();
        String fault = read(new String(lines, StandardCharsets.UTF_8), requests);
        BatchStub.Held held =
                new BatchStub.Held(stub.next("batch_"), asked.path("metadata").toString(), file, requests);
        held.fault = lines.length > MOST_BYTES ? "too_large" : fault;
        List<Integer> spoiled = stub.spoiled(requests);
        if (!spoiled.isEmpty()) {
            held.fault = "invalid_request";
            held.faultyLines = namesLines ? spoiled : List.of();
        }
        return BatchStub.Reply.ok(state(stub, stub.add(held), false).toString());
    }

    private static String read(String lines, List<BatchStub.Request> requests) {
        Set<String> ids = new HashSet<>();
        Set<String> models = new HashSet<>();
        for (String line : lines.split("\n")) {
            JsonNode json = Json.parse(line);
            boolean isSound = json.path("method").asText().equals("POST")
                    && json.path("url").asText().equals("/v1/chat/completions")
                    && json.path("body").isObject()
                    && ids.add(json.path("custom_id").asText());
            models.add(json.path("body").path("model").asText());
            if (!isSound || json.path("body").path("stream").asBoolean()) {
                return "invalid_line";
            }
            requests.add(new BatchStub.Request(json.path("custom_id").asText(), json.path("body")));
        }
        return requests.size() > MOST_LINES ? "too_many_requests_in_file" : models.size() > 1 ? "model_mismatch" : "";
    }

    private static BatchStub.Reply list(BatchStub stub, String path) {
        int limit = Integer.parseInt(BatchStub.query(path).getOrDefault("limit", "20"));
        String after = BatchStub.query(path).getOrDefault("after", "");
        ObjectNode list = Json.MAPPER.createObjectNode().put("object", "list");
        List<BatchStub.Held> all = new ArrayList<>(stub.batches());
        Collections.reverse(all);
        int from = 0;
        for (int i = 0; i < all.size(); i++) {
            from = all.get(i).id.equals(after) ? i + 1 : from;
        }
        List<BatchStub.Held> page = all.subList(from, Math.min(all.size(), from + limit));
        page.forEach(batch -> list.withArray("data").add(state(stub, batch, false)));
        list.withArray("data");
        return BatchStub.Reply.ok(
                list.put("has_more", from + limit < all.size()).toString());
    }

    private static ObjectNode state(BatchStub stub, BatchStub.Held batch, boolean isLook) {
        boolean ended = isLook ? stub.look(batch) : !batch.answers.isEmpty();
        boolean expired = batch.answers.stream().anyMatch(answer -> answer.item() == BatchStub.Item.EXPIRED);
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("id", batch.id)
                .put("object", "batch")
                .put("endpoint", "/v1/chat/completions")
                .put("input_file_id", batch.file)
                .put("completion_window", "24h")
                .put("created_at", System.currentTimeMillis() / 1000);
        json.set("metadata", Json.parse(batch.mark.isEmpty() ? "null" : batch.mark));
        json.putObject("request_counts")
                .put("total", batch.requests.size())
                .put("completed", 0)
                .put("failed", 0);
        if (!batch.fault.isEmpty()) {
            json.put("status", "failed");
            ArrayNode errors = json.putObject("errors").putArray("data");
            batch.faultyLines.forEach(line -> errors.addObject()
                    .put("code", batch.fault)
                    .put("line", line)
                    .put("message", "this request is not taken"));
            if (errors.isEmpty()) {
                errors.addObject().put("code", batch.fault).put("message", "the batch is refused");
            }
        } else if (ended) {
            json.put("status", batch.cancelled ? "cancelled" : expired ? "expired" : "completed");
            json.put("output_file_id", "out-" + batch.id);
            if (batch.answers.stream().anyMatch(answer -> isError(answer.item()))) {
                json.put("error_file_id", "err-" + batch.id);
            }
        } else {
            json.put("status", batch.cancelled ? "cancelling" : batch.looks == 0 ? "validating" : "in_progress");
        }
        return json;
    }

    private static boolean isError(BatchStub.Item item) {
        return switch (item) {
            case EXPIRED, CANCELLED, SERVER_ERROR, REFUSED, NO_QUOTA -> true;
            default -> false;
        };
    }

    private String file(BatchStub stub, String id) {
        boolean isErrors = id.startsWith("err-");
        StringBuilder lines = new StringBuilder();
        for (BatchStub.Answer answer : stub.batch(id.substring(4)).answers) {
            if (isError(answer.item()) == isErrors && answer.item() != BatchStub.Item.MISSING) {
                lines.append(line(answer)).append('\n');
            }
        }
        return lines.toString();
    }

    private String line(BatchStub.Answer answer) {
        String head =
                "{\"id\": \"batch_req_1\", \"custom_id\": \"" + answer.request().customId() + "\", ";
        return head
                + switch (answer.item()) {
                    case EXPIRED ->
                        "\"response\": null, \"error\": {\"code\": \"batch_expired\", \"message\": \"not begun in time\"}}";
                    case CANCELLED ->
                        "\"response\": null, \"error\": {\"code\": \"batch_cancelled\", \"message\": \"cancelled\"}}";
                    case SERVER_ERROR ->
                        response(
                                500, "{\"error\":{\"message\":\"the server had an error\",\"type\":\"server_error\"}}");
                    case REFUSED ->
                        response(
                                400,
                                "{\"error\":{\"message\":\"this request is not taken\",\"type\":\"invalid_request_error\"}}");
                    case NO_QUOTA ->
                        response(
                                429,
                                "{\"error\":{\"message\":\"quota\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}");
                    case UNREADABLE -> response(200, "{\"nonsense\":1}");
                    default -> response(200, completion(answer.request().body()));
                };
    }

    private static String response(int status, String body) {
        return "\"response\": {\"status_code\": " + status + ", \"request_id\": \"r\", \"body\": " + body
                + "}, \"error\": null}";
    }

    @Override
    public String completion(JsonNode request) {
        return Completion.of(says.apply(request)).body();
    }
}
