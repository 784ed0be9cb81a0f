package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Azure OpenAI's files and batches as they are documented, looked up on 2026-11-30 in Microsoft's pages (azure-ai-docs: how-to/batch,
 * includes/batch/batch-rest and batch-python, includes/global-batch-limits; REST reference of 2024-10-21): OpenAI's, but
 *
 * <ul>
 *   <li>below {@code /openai/v1}, or below {@code /openai} with {@code api-version} in every request; the key is in {@code api-key};
 *   <li>lines are for {@code /v1/chat/completions}, or for {@code /chat/completions} with a dated version, all for the same; the batch
 *       is for {@code /chat/completions};
 *   <li>in the form of today a file may have an end, {@code expires_after.seconds} after {@code expires_after.anchor}, 14 to 30 days; of
 *       those without one a resource keeps 500, of those with one 10,000;
 *   <li>a file is looked through after it has come, and has a status until then;
 *   <li>a batch that is just made has its time as a text and its status in capitals; file ids that are not known yet may be empty;
 *   <li>a batch that was answered whole has an empty file of errors;
 *   <li>a batch beyond the tokens that may wait is refused at once, with status 400 and {@code token_limit_exceeded}.
 * </ul>
 */
final class AzureForm implements BatchStub.Form {
    /** The longest that a file is kept, as the parts of the form that come first. */
    private static final Pattern END = Pattern.compile(
            "--\\S+\r\nContent-Disposition: form-data; name=\"expires_after\\.anchor\"\r\n\r\n"
                    + "created_at\r\n--\\S+\r\nContent-Disposition: form-data; name=\"expires_after\\.seconds\"\r\n\r\n2592000\r\n");

    private final OpenAiForm shared = new OpenAiForm();
    private final Set<String> seen = new HashSet<>();
    private final String version;

    /** @param version a dated one; empty for the form of today */
    AzureForm(String version) {
        this.version = version;
    }

    String prefix() {
        return version.isEmpty() ? "/openai/v1" : "/openai";
    }

    private String url() {
        return version.isEmpty() ? "/v1/chat/completions" : "/chat/completions";
    }

    /** The path as OpenAI has it. */
    private String ofOpenAi(String path) {
        return path.replaceFirst("^/openai(?:/v1)?", "/v1")
                .replaceFirst("([?&])api-version=[^&]*&?", "$1")
                .replaceFirst("[?&]$", "");
    }

    @Override
    public String model(String url) {
        return "azure:my-gpt@" + url;
    }

    @Override
    public String keyHeader() {
        return "Api-key";
    }

    @Override
    public String call(String method, String path) {
        boolean isFile = method.equals("GET") && path.contains("/files/") && !path.contains("/content");
        return isFile ? "file" : shared.call(method, ofOpenAi(path));
    }

    @Override
    public BatchStub.Reply answer(BatchStub stub, String call, String path, byte[] body) {
        boolean isAsked = path.startsWith(prefix() + "/")
                && version.equals(BatchStub.query(path).getOrDefault("api-version", ""));
        if (!isAsked) {
            return new BatchStub.Reply(404, "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}");
        }
        return switch (call) {
            case "upload" -> upload(stub, body);
            case "file" -> {
                String id = path.replaceAll("^.*/files/([^/?]+).*$", "$1");
                boolean isSeen = !seen.isEmpty(); // the first takes a while
                seen.add(id);
                yield BatchStub.Reply.ok("{\"object\":\"file\",\"purpose\":\"batch\",\"id\":\"" + id
                        + "\",\"status\":\"" + (isSeen ? "processed" : "pending") + "\"}");
            }
            case "create" -> create(stub, body);
            default -> told(shared.answer(stub, call, ofOpenAi(path), body), false);
        };
    }

    private BatchStub.Reply upload(BatchStub stub, byte[] form) {
        String text = new String(form, StandardCharsets.UTF_8);
        String asked = "\"url\":\"" + url() + "\"";
        if (text.split(asked, -1).length != text.split("\"custom_id\":", -1).length) {
            return refused("url_mismatch", "a line is not for " + url());
        }
        Matcher end = END.matcher(text);
        if (end.find() == !version.isEmpty()) {
            return refused("invalid_request", "the end of the file is missing, or is none that this version knows");
        }
        String shared = end.replaceFirst("").replace(asked, "\"url\":\"/v1/chat/completions\"");
        return this.shared.answer(stub, "upload", "/v1/files", shared.getBytes(StandardCharsets.UTF_8));
    }

    private BatchStub.Reply create(BatchStub stub, byte[] body) {
        ObjectNode asked = (ObjectNode) Json.parse(new String(body, StandardCharsets.UTF_8));
        if (!asked.path("endpoint").asText().equals("/chat/completions")) {
            return refused("url_mismatch", "the endpoint is not /chat/completions");
        } else if (!seen.contains(asked.path("input_file_id").asText())) {
            return refused("invalid_request", "the file is not looked through yet");
        }
        asked.put("endpoint", "/v1/chat/completions");
        BatchStub.Reply made =
                shared.answer(stub, "create", "/v1/batches", asked.toString().getBytes(StandardCharsets.UTF_8));
        boolean isTooMuch = made.status() == 200 && made.body().contains("token_limit_exceeded");
        return isTooMuch
                ? refused("token_limit_exceeded", "The request is beyond what the deployment may hold.")
                : told(made, true);
    }

    private static BatchStub.Reply refused(String code, String message) {
        return new BatchStub.Reply(400, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}");
    }

    private static BatchStub.Reply told(BatchStub.Reply reply, boolean isNew) {
        if (reply.status() != 200 || !reply.body().startsWith("{\"id\":\"batch_")) {
            return reply;
        }
        ObjectNode batch = (ObjectNode) Json.parse(reply.body());
        String status = batch.path("status").asText();
        if (isNew) {
            batch.put("status", status.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + status.substring(1));
            batch.put("created_at", Instant.now().toString());
        }
        batch.put("endpoint", "/chat/completions");
        boolean hasAnswers = batch.has("output_file_id");
        if (!batch.has("error_file_id")) {
            batch.put("error_file_id", hasAnswers ? "err-" + batch.path("id").asText() : "");
        }
        if (!hasAnswers) {
            batch.put("output_file_id", "");
        }
        return BatchStub.Reply.ok(batch.toString());
    }

    @Override
    public String completion(JsonNode request) {
        return shared.completion(request);
    }
}
