package dev.constitution.runner.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.format.Beyond;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.input.ImageFolder;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.util.List;

/**
 * Records of a run with images, in whose prompts and conversations all turns are lists of parts. Where a field holds texts beside
 * lists, {@code datasets} takes a text such as {@code 42}, {@code null} or {@code [1]} for JSON. A system turn is a text unless
 * it is such a one: ms-swift knows no parts there. Used by one thread.
 *
 * @param records where they go
 */
record PartTurns(RecordSink records) implements RecordSink.Before {
    /** What may hold turns with images. */
    private static final List<String> COLUMNS = List.of("prompt", "messages");

    /** Of {@code 42 rules} it does not read the number alone. */
    private static final ObjectReader WHOLE = Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The same records, where the run has no images, or the form or the sink no parts. */
    static RecordSink of(RecordSink records, ExportFormat export, StoreView store) {
        boolean mayHoldParts = records.takesBeyondTexts()
                && export.hasParts()
                && export.carries().contains(Beyond.IMAGES)
                && new ImageFolder(store.folder()).isThere();
        return mayHoldParts ? new PartTurns(records) : records;
    }

    @Override
    public void write(ObjectNode record) throws IOException {
        for (String column : COLUMNS) {
            for (JsonNode turn : record.path(column)) {
                JsonNode content = turn.path("content");
                if (content.isTextual() && (!isOfSystem(turn) || isJson(content.textValue()))) {
                    ((ObjectNode) turn)
                            .putArray("content")
                            .addObject()
                            .put("type", "text")
                            .set("text", content);
                }
            }
        }
        records.write(record);
    }

    private static boolean isOfSystem(JsonNode turn) {
        return turn.path("role").asText().equals(Message.Role.SYSTEM.label());
    }

    private static boolean isJson(String text) {
        try {
            WHOLE.readTree(text);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
