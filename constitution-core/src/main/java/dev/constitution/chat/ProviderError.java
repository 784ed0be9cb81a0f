package dev.constitution.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of a request that it does not answer, read from an error's body of any form: OpenAI's object, a
 * list, a bare sentence, problem details, FastAPI's {@code detail}, JSON within a text. Parts that repeat the request are
 * left out, so that words are never found in a prompt. Immutable.
 *
 * @param words the sentences for people, one a line; behind the request's field that it is of, where one is named
 * @param codes what stands in fields for codes, types and reasons, in lower case
 * @param fields the request's fields that are named as wrong, the innermost name of each
 * @param status the HTTP status that the body itself names; 0 where it names none
 * @param moderated whether it says why moderation held the prompt back
 */
public record ProviderError(String words, Set<String> codes, Set<String> fields, int status, boolean moderated) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int DEEPEST = 8;
    private static final int DEEPEST_TEXT = 3;

    private static final Set<String> SENTENCES = Set.of(
            "message",
            "msg",
            "detail",
            "details",
            "title",
            "description",
            "error",
            "errors",
            "raw",
            "status_msg",
            "error_description",
            "error_message",
            "errormessage",
            "error_msg",
            "err_msg",
            "errmsg",
            "quotaid",
            "limit_source",
            "explanation");

    private static final Set<String> CODES = Set.of(
            "code", "type", "status", "error_code", "error_type", "reason", "status_code", "limit_source", "quotaid");

    /** Fields that repeat what was sent. */
    private static final Set<String> ECHOES = Set.of(
            "input",
            "ctx",
            "flagged_input",
            "prompt",
            "prompts",
            "messages",
            "request",
            "body",
            "prompt_token_ids",
            "inputs",
            "content");

    /** Python's way of writing the same, in a text. */
    private static final Pattern ECHO_IN_TEXT = Pattern.compile(
            "(['\"])(?:input|ctx|flagged_input|prompt)\\1: *(?:'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"|[^,}\\]]*+)");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    /** Where a validation names a field: {@code 'loc': ('body', 'seed')}. */
    private static final Pattern PLACE_IN_TEXT = Pattern.compile("'loc': *[\\[(]([^\\])]*)[\\])]");

    public ProviderError {
        codes = Set.copyOf(codes);
        fields = Set.copyOf(fields);
    }

    /** Reads an error's body, or a sentence alone. */
    public static ProviderError of(String body) {
        return new Reader().read(body);
    }

    /** What a server said of a failure, in its own sentences for people: most answer JSON, which people need not read. */
    public static String sentence(String text) {
        boolean isJson = Reader.parsed(text) != null;
        String words = isJson ? of(text).words : "";
        return words.isEmpty() ? text : words.replace("\n", "; ");
    }

    /** Reads what stands in an error's place in a body of another kind. */
    public static ProviderError of(JsonNode error) {
        Reader reader = new Reader();
        reader.value("error", error, 0, 0);
        return reader.done();
    }

    /** Whether it says anything. */
    public boolean isEmpty() {
        return words.isEmpty() && codes.isEmpty() && status == 0;
    }

    private static final class Reader {
        private final Set<String> sentences = new LinkedHashSet<>();
        private final Set<String> codes = new LinkedHashSet<>();
        private final Set<String> fields = new LinkedHashSet<>();
        private int status;
        private boolean moderated;

        /** Where a server that checks requests field by field found the fault, for example {@code body.seed: }. */
        private String place = "";

        ProviderError read(String body) {
            JsonNode json = parsed(body);
            if (json == null || json.isValueNode()) {
                sentence(body, 0, 0);
            } else {
                value("error", json, 0, 0);
            }
            return done();
        }

        ProviderError done() {
            return new ProviderError(String.join("\n", sentences), codes, fields, status, moderated);
        }

        void value(String name, JsonNode value, int depth, int texts) {
            if (depth > DEEPEST) {
                return;
            }
            if (value.isObject()) {
                String outer = place;
                place = value.path("loc").isArray() ? place(value.path("loc")) : outer;
                value.properties().forEach(field -> field(field.getKey(), field.getValue(), depth + 1, texts));
                place = outer;
            } else if (value.isArray()) {
                for (JsonNode item : value) {
                    value(name, item, depth + 1, texts);
                }
            } else if (value.isTextual() && SENTENCES.contains(name)) {
                sentence(value.textValue(), depth, texts);
            }
        }

        private void field(String key, JsonNode value, int depth, int texts) {
            String name = key.toLowerCase(Locale.ROOT);
            if (name.equals("flagged_input") || (name.equals("reasons") && value.isArray() && !value.isEmpty())) {
                moderated = true;
            }
            if (ECHOES.contains(name)) {
                return;
            }
            if (CODES.contains(name) && value.isValueNode() && !value.isNull()) {
                code(value.asText());
            }
            switch (name) {
                case "param", "field" -> named(value.isTextual() ? value.textValue() : "");
                case "loc" -> {
                    if (value.isArray() && !value.isEmpty()) {
                        named(value.get(value.size() - 1).asText());
                    }
                }
                default -> value(name, value, depth, texts);
            }
        }

        private void code(String text) {
            if (status == 0 && text.length() == 3 && text.chars().allMatch(Character::isDigit)) {
                int number = Integer.parseInt(text);
                status = number >= 400 && number < 600 ? number : 0;
            }
            if (text.indexOf(' ') >= 0) {
                sentence(text, 0, DEEPEST_TEXT);
            } else {
                codes.add(text.toLowerCase(Locale.ROOT));
            }
        }

        /** The last name of a path. */
        private void named(String path) {
            NAME.matcher(path).results().reduce((first, second) -> second).ifPresent(name -> fields.add(name.group()));
        }

        private void sentence(String text, int depth, int texts) {
            JsonNode inner = texts < DEEPEST_TEXT ? parsed(text) : null;
            if (inner != null && inner.isContainerNode()) {
                value("error", inner, depth + 1, texts + 1);
                return;
            }
            String plain = text.strip();
            if (plain.indexOf('\'') >= 0 || plain.indexOf('"') >= 0) {
                PLACE_IN_TEXT.matcher(plain).results().forEach(place -> named(place.group(1)));
                plain = ECHO_IN_TEXT.matcher(plain).replaceAll("");
            }
            if (!plain.isEmpty()) {
                sentences.add(place + plain);
            }
        }

        private static String place(JsonNode path) {
            return StreamSupport.stream(path.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(".", "", ": "));
        }

        private static @Nullable JsonNode parsed(String text) {
            String plain = text.strip();
            if (!plain.startsWith("{") && !plain.startsWith("[")) {
                return null;
            }
            try {
                return JSON.readTree(plain);
            } catch (JsonProcessingException e) {
                return null;
            }
        }
    }

    /** All that words can be looked for in, codes first. */
    String all() {
        List<String> parts = new ArrayList<>(codes);
        parts.add(words);
        return String.join("\n", parts);
    }
}
