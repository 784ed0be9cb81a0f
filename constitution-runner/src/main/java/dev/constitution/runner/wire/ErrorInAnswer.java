package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.chat.ProviderError;
import dev.constitution.runner.base.Json;
import dev.langchain4j.internal.ExceptionMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Errors that a server sends under status 200: they have the class of their code, as if the status were that code. */
final class ErrorInAnswer {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    /** Codes that are words, by the status that they would have; the first that a code holds counts. */
    private static final List<Map.Entry<String, Integer>> STATUS_OF_CODES = List.of(
            Map.entry("rate_limit", 429),
            Map.entry("insufficient_quota", 429),
            Map.entry("too_many_requests", 429),
            Map.entry("overloaded", 503),
            Map.entry("server_error", 500),
            Map.entry("internal", 500),
            Map.entry("unavailable", 503),
            Map.entry("timeout", 504),
            Map.entry("invalid_api_key", 401),
            Map.entry("authentication", 401),
            Map.entry("permission", 403),
            Map.entry("not_found", NOT_FOUND),
            Map.entry("context_length", BAD_REQUEST),
            Map.entry("invalid_request", BAD_REQUEST),
            Map.entry("badrequest", BAD_REQUEST));

    /** MiniMax's own numbers, which are no statuses. */
    private static final Map<String, Integer> STATUS_OF_MINIMAX =
            Map.of("1002", 429, "1004", 401, "1008", 402, "1026", 451, "1027", 451, "1039", 413, "2013", BAD_REQUEST);

    private ErrorInAnswer() {}

    /** What to throw for an answer that holds an error, or no choice. */
    static RuntimeException of(String body) {
        JsonNode whole = parsed(body);
        JsonNode error = part(whole);
        ProviderError said = ProviderError.of(error);
        int status = status(said, error);
        if (status == 0 && !said.words().isEmpty() && kindOf(BAD_REQUEST, body) != FailureKind.INVALID_REQUEST) {
            status = BAD_REQUEST;
        }
        if (status != 0) {
            return ExceptionMapper.DEFAULT.mapException(new HttpStatusException(status, error.toString(), Map.of()));
        }
        String words = said.words();
        return new MalformedAnswerException(
                body,
                new IllegalStateException(
                        words.isEmpty() ? "the answer holds no choice" : "the server sent an error: " + words));
    }

    private static FailureKind kindOf(int status, String body) {
        return FailureKind.of(ExceptionMapper.DEFAULT.mapException(new HttpStatusException(status, body, Map.of())));
    }

    private static JsonNode parsed(String body) {
        int start = ServerSentEvents.start(body);
        String plain = body.substring(start);
        if (ServerSentEvents.isAt(body, start)) {
            plain = plain.lines()
                    .filter(line -> line.startsWith("data:") && line.contains("\"error\""))
                    .findFirst()
                    .map(line -> line.substring("data:".length()))
                    .orElse("{}");
        }
        try {
            return Json.MAPPER.readTree(plain);
        } catch (JsonProcessingException e) {
            return Json.MAPPER.createObjectNode();
        }
    }

    /** Where the error stands; the answer itself where it is the error. */
    private static JsonNode part(JsonNode whole) {
        JsonNode object = whole.isArray() && !whole.isEmpty() ? whole.get(0) : whole;
        for (String name : List.of("error", "base_resp", "errors")) {
            JsonNode part = object.path(name);
            if (part.isContainerNode() ? !part.isEmpty() : !part.asText("").isEmpty() && !part.isNull()) {
                return part.isTextual() ? Json.MAPPER.createObjectNode().set("error", part) : part;
            }
        }
        return object.has("choices") ? Json.MAPPER.createObjectNode() : object;
    }

    private static int status(ProviderError said, JsonNode error) {
        if (said.status() != 0) {
            return said.status();
        }
        String minimax = error.path("status_code").asText("");
        if (STATUS_OF_MINIMAX.containsKey(minimax)) {
            return STATUS_OF_MINIMAX.get(minimax);
        }
        for (Map.Entry<String, Integer> known : STATUS_OF_CODES) {
            if (said.codes().stream().anyMatch(code -> code.contains(known.getKey()))) {
                return known.getValue();
            }
        }
        return said.words().toLowerCase(Locale.ROOT).contains("unexpected endpoint") ? NOT_FOUND : 0;
    }
}
