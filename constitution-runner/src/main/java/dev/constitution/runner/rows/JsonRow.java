package dev.constitution.runner.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.source.Suggestion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A record of JSON as a tree. What is no JSON is told in this project's words. */
public final class JsonRow {
    private static final int MAX_DEPTH = 100;

    private static final ObjectMapper JSON = mapper().build();

    /** Also takes the quotes of Python's notation; escapes that JSON does not know are faults, not other characters. */
    private static final ObjectMapper QUOTED_EITHER_WAY =
            mapper().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private JsonRow() {}

    private static JsonMapper.Builder mapper() {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxStringLength(Integer.MAX_VALUE) // the record's length is limited already
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    }

    /**
     * The JSON object that a record is. Numbers that JSON does not have, as Python writes them where a value is missing
     * ({@code NaN}, {@code Infinity}), are taken for absent.
     */
    public static JsonNode object(String text) throws BadRowException {
        return object(text, "write {\"prompt\": …}, or read the file with --format text");
    }

    /**
     * The same.
     *
     * @param remedy what to do where it is another value
     */
    public static JsonNode object(String text, String remedy) throws BadRowException {
        JsonNode row = tree(JSON, text);
        if (!row.isObject()) {
            throw new BadRowException("a row must be a JSON object, this is " + JsonMessages.kind(row) + "; " + remedy);
        }
        if (text.contains("NaN") || text.contains("INF") || text.contains("Infinity")) {
            removeNoNumbers(row);
        }
        return row;
    }

    /** Whether a text is a JSON object and nothing else. */
    static boolean isObject(String text) {
        try {
            return tree(JSON, text).isObject();
        } catch (BadRowException e) {
            return false;
        }
    }

    /** A value of JSON, or of Python's notation as far as that is JSON but for its quotes. */
    static JsonNode quotedEitherWay(String text) throws BadRowException {
        return tree(QUOTED_EITHER_WAY, text);
    }

    /** A value as its Java objects. */
    static Object plain(JsonNode value) {
        return JSON.convertValue(value, Object.class);
    }

    private static JsonNode tree(ObjectMapper mapper, String text) throws BadRowException {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BadRowException(fault(text, e));
        }
    }

    private static String fault(String text, JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "the row is nested deeper than " + MAX_DEPTH + " levels, or holds a number or name that is too long";
        }
        if (e instanceof JsonEOFException) {
            return "the row is not whole: it ends inside its JSON; write it again";
        }
        String message = String.valueOf(e.getOriginalMessage());
        if (message.startsWith("Duplicate field")) {
            return "the row has the field " + message.replaceAll("^\\D*?'(.*)'.*$", "\"$1\"")
                    + " twice; keep one of them";
        }
        Optional<String> behind = behindObject(text);
        if (behind.isPresent()) {
            return behind.get();
        }
        long column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
        return "the row is not JSON, at character " + column
                + (text.contains("{'")
                        ? "; it looks like Python's notation: write it with json.dumps"
                        : "; correct it");
    }

    /** What stands behind a whole object, where that is what is wrong. */
    private static Optional<String> behindObject(String text) {
        int end;
        try (JsonParser tokens = JSON.createParser(text)) {
            if (tokens.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            tokens.skipChildren();
            end = (int) tokens.currentLocation().getCharOffset();
        } catch (IOException e) {
            return Optional.empty();
        }
        String behind = text.substring(end).strip();
        int place = text.indexOf(behind, end) + 1;
        String what = behind.equals(",")
                ? "a comma follows its object; remove it, or put [ before the first row and ] after the last"
                : behind.startsWith("{")
                        ? "a second object begins on its line; give each a line of its own"
                        : "text follows its object; remove it";
        return Optional.of("the row is not JSON, at character " + place + ": " + what);
    }

    private static void removeNoNumbers(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> isNoNumber(field.getValue()));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (isNoNumber(array.get(i))) {
                    array.setNull(i);
                }
            }
        }
        node.forEach(JsonRow::removeNoNumbers);
    }

    private static boolean isNoNumber(JsonNode value) {
        return value.isDouble() && !Double.isFinite(value.doubleValue());
    }

    /** The names of a row's fields, in quotes. */
    public static String names(JsonNode row) {
        return row.isEmpty() ? "no fields at all" : Suggestion.quotedList(fieldNames(row));
    }

    static List<String> fieldNames(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Whether a value says something: it is there, and no blank text and no empty list or object. */
    static boolean isFilled(JsonNode value) {
        return value.isTextual()
                ? !value.textValue().isBlank()
                : value.isContainerNode() ? !value.isEmpty() : !value.isNull() && !value.isMissingNode();
    }
}
