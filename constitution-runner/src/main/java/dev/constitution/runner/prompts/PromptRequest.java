package dev.constitution.runner.prompts;

import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.Json;
import java.util.Map;

/**
 * A request for some prompts, which is a row of the run.
 *
 * @param cell the aim and the topic together, as a number
 * @param asked how many prompts are asked for
 */
record PromptRequest(String id, int cell, String aim, String topic, int asked, String text) {
    private static final String CELL = "cell";
    private static final String ASKED = "asked";

    /** The row as it stands in the run's input. */
    String line() {
        return Json.line(json -> {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("prompt", text);
            json.writeNumberField(CELL, cell);
            json.writeStringField("aim", aim);
            json.writeStringField("topic", topic);
            json.writeNumberField(ASKED, asked);
            json.writeEndObject();
        });
    }

    /** The request that a row was read from. */
    static PromptRequest of(Prompt row) {
        return of(row.id(), row.metadata(), row.question());
    }

    static PromptRequest of(String id, Map<String, Object> metadata, String text) {
        return new PromptRequest(
                id,
                number(metadata, CELL),
                String.valueOf(metadata.get("aim")),
                String.valueOf(metadata.get("topic")),
                number(metadata, ASKED),
                text);
    }

    private static int number(Map<String, Object> metadata, String field) {
        if (metadata.get(field) instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalStateException("the row of a request has no number under \"" + field + "\"");
    }
}
