package dev.constitution.runner.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.constitution.chat.Message;
import dev.constitution.runner.base.LoneSurrogates;
import dev.constitution.source.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a prompt from one JSON object.
 *
 * <p>The prompt is the field that the user named, else {@code prompt}, else {@code messages}, else an HH-RLHF row. Its
 * value may be a text (one user turn), a list of {@code {"role", "content"}} turns, or a list of texts as in question sets
 * of several turns; of these only the first can be asked, since the later ones belong after answers that do not exist yet.
 * All other fields are kept as metadata. A name may be a path, {@code data.goal} or {@code turns.0.text}.
 */
public final class JsonRowParser implements RowParser {
    private static final int MAX_DEPTH = 100;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(Integer.MAX_VALUE) // the record's length is limited already
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final boolean hhOnly;
    private final @Nullable String promptField;
    private final @Nullable String idField;

    public JsonRowParser(boolean hhOnly, @Nullable String promptField, @Nullable String idField) {
        this.hhOnly = hhOnly;
        this.promptField = promptField;
        this.idField = idField;
    }

    @Override
    public Draft parse(String text) throws BadRowException {
        JsonNode row = object(text);
        String id = id(row);
        if (promptField != null) {
            return draft(row, id, JsonMessages.of(promptField, field(row, promptField)), List.of(promptField));
        }
        if (!hhOnly) {
            for (String name : List.of("prompt", "messages")) {
                if (row.hasNonNull(name)) {
                    return draft(row, id, JsonMessages.of(name, row.get(name)), List.of(name));
                }
            }
        }
        if (row.path("chosen").isTextual() && row.path("rejected").isTextual()) {
            List<Message> turns = HhTranscript.promptOf(
                    row.get("chosen").textValue(), row.get("rejected").textValue());
            return draft(row, id, turns, List.of("chosen", "rejected"));
        }
        if (row.path("transcript").isTextual()) {
            List<Message> turns =
                    HhTranscript.firstQuestion(row.get("transcript").textValue());
            return draft(row, id, turns, List.of("transcript"));
        }
        throw new BadRowException(
                hhOnly
                        ? "a row of HH-RLHF has the texts \"chosen\" and \"rejected\", or \"transcript\"; this one has "
                                + names(row)
                        : "there is no \"prompt\" and no \"messages\" among " + names(row)
                                + "; name the field that holds the prompt with --prompt-field");
    }

    /** The JSON object that a record is. */
    public static JsonNode object(String text) throws BadRowException {
        JsonNode row;
        try {
            row = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            long column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw new BadRowException("not JSON, at character " + column + ": " + e.getOriginalMessage());
        }
        if (!row.isObject()) {
            throw new BadRowException("a row must be a JSON object, this is " + JsonMessages.kind(row)
                    + "; write {\"prompt\": …}, or read the file with --format text");
        }
        return row;
    }

    private @Nullable String id(JsonNode row) throws BadRowException {
        JsonNode id = idField == null ? row.path("id") : field(row, idField);
        if (id.isMissingNode() || (id.isNull() && idField == null)) {
            return null;
        }
        if ((id.isTextual() && !id.textValue().isBlank()) || id.isIntegralNumber()) {
            return LoneSurrogates.escaped(id.asText()); // the store keeps ids as plain text
        }
        throw new BadRowException("the id must be a text that is not blank, or an integer; this is "
                + (id.isTextual() ? "a blank text" : JsonMessages.kind(id)));
    }

    private static JsonNode field(JsonNode row, String name) throws BadRowException {
        JsonNode exact = row.path(name);
        String pointer = "/" + name.replace("~", "~0").replace("/", "~1").replace('.', '/');
        JsonNode value = exact.isMissingNode() ? row.at(pointer) : exact;
        if (value.isMissingNode()) {
            throw new BadRowException(
                    "there is no \"" + name + "\" among " + names(row) + Suggestion.clause(name, fieldNames(row)));
        }
        return value;
    }

    private Draft draft(JsonNode row, @Nullable String id, List<Message> messages, List<String> used)
            throws BadRowException {
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            String name = field.getKey();
            boolean dropped = name.equals(idField == null ? "id" : idField)
                    || (used.contains(name) && !JsonMessages.isPartlyUsed(field.getValue()))
                    || field.getValue().isNull();
            if (!dropped) {
                metadata.put(name, JSON.convertValue(field.getValue(), Object.class));
            }
        }
        return new Draft(id, messages, metadata);
    }

    /** The names of a row's fields, in quotes. */
    public static String names(JsonNode row) {
        return row.isEmpty() ? "no fields at all" : Suggestion.quotedList(fieldNames(row));
    }

    private static List<String> fieldNames(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
