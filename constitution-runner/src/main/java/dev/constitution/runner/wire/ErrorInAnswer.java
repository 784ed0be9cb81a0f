package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.chat.ProviderError;
import dev.constitution.runner.base.Base64Text;
import dev.constitution.runner.base.Json;
import dev.langchain4j.internal.ExceptionMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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

    /** Codes of what went well. */
    private static final Set<String> WENT_WELL = Set.of("0", "200", "ok", "success");

    private ErrorInAnswer() {}

    /** What to throw for an answer that holds an error, or no choice. */
    static RuntimeException of(String body) {
        return of(body, parsed(body));
    }

    /**
     * The same, where it is known which part of the answer is the error.
     *
     * @param whole the error, or an object that holds it
     */
    static RuntimeException of(String body, JsonNode whole) {
        JsonNode error = part(whole);
        ProviderError said = ProviderError.of(error);
        int status = status(said, error);
        if (status == 0
                && !said.words().isEmpty()
                && kindOf(BAD_REQUEST, error.toString()) != FailureKind.INVALID_REQUEST) {
            status = BAD_REQUEST;
        }
        if (status != 0) {
            return ExceptionMapper.DEFAULT.mapException(new HttpStatusException(status, error.toString(), Map.of()));
        }
        String words = Base64Text.without(said.words());
        return new MalformedAnswerException(
                body,
                new IllegalStateException(
                        words.isEmpty() ? "the answer holds no choice" : "the server sent an error: " + words));
    }

    private static FailureKind kindOf(int status, String body) {
        return FailureKind.of(ExceptionMapper.DEFAULT.mapException(new HttpStatusException(status, body, Map.of())));
    }

    /**
     * Whether what stands in an error's place says that something failed. Many servers always send the field: null, false, an
     * empty text, an object of nothing but these, or a code of what went well are no error.
     */
    static boolean isError(JsonNode error) {
        return saysSomething(error)
                && (!error.isContainerNode()
                        || ProviderError.of(error).codes().stream().noneMatch(WENT_WELL::contains));
    }

    private static boolean saysSomething(JsonNode value) {
        if (value.isContainerNode()) {
            for (JsonNode inner : value) {
                if (saysSomething(inner)) {
                    return true;
                }
            }
            return false;
        }
        return value.isTextual() ? !value.textValue().isBlank() : value.asBoolean();
    }

    private static JsonNode parsed(String body) {
        int start = ServerSentEvents.start(body);
        try {
            if (!ServerSentEvents.isAt(body, start)) {
                return Json.MAPPER.readTree(body.substring(start));
            }
            for (ServerSentEvents.Event event : ServerSentEvents.in(body, start)) {
                if (event.isError() || event.data().contains("\"error\"")) {
                    return of(event);
                }
            }
        } catch (JsonProcessingException e) {
            // no JSON: it says nothing
        }
        return Json.MAPPER.createObjectNode();
    }

    /** What an event says that is an error; a bare sentence, often. */
    static JsonNode of(ServerSentEvents.Event event) {
        try {
            return Json.MAPPER.readTree(event.data());
        } catch (JsonProcessingException e) {
            return Json.MAPPER.createObjectNode().put("error", event.data());
        }
    }

    /** Where the error stands; the answer itself where it is the error. */
    private static JsonNode part(JsonNode whole) {
        JsonNode object = whole.isArray() && !whole.isEmpty() ? whole.get(0) : whole;
        for (String name : List.of("error", "base_resp", "errors")) {
            JsonNode part = object.path(name);
            if (isError(part)) {
                return part.isTextual() ? Json.MAPPER.createObjectNode().set("error", part) : part;
            }
        }
        return object;
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
