package dev.constitution.runner;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The project's own form of preference pairs: explicit prompt, both answers as messages, and where they come from. */
final class PairsExport implements Export {
    private final Provenance provenance;

    PairsExport(Provenance provenance) {
        this.provenance = provenance;
    }

    @Override
    public String fileName() {
        return "pairs.jsonl";
    }

    @Override
    public List<String> lines(OutcomeRecord outcome, JsonNode row) {
        if (outcome.kind() != OutcomeKind.PAIR) {
            return List.of();
        }
        return List.of(Json.line(json -> {
            json.writeStartObject();
            json.writeStringField("id", outcome.id());
            json.writeFieldName("prompt");
            json.writeTree(row.get("prompt"));
            answer(json, "chosen", row.get("chosen").textValue());
            answer(json, "rejected", row.get("rejected").textValue());
            scores(json, row.get("probability"));
            json.writeFieldName("principle");
            json.writeTree(row.get("principles"));
            json.writeStringField("source", row.get("source").textValue());
            provenance(json, row);
            json.writeEndObject();
        }));
    }

    private static void answer(JsonGenerator json, String field, String text) throws IOException {
        json.writeArrayFieldStart(field);
        json.writeStartObject();
        json.writeStringField("role", "assistant");
        json.writeStringField("content", text);
        json.writeEndObject();
        json.writeEndArray();
    }

    /** A revision is preferred by construction; where no judge was asked, it has no score and no probability. */
    private static void scores(JsonGenerator json, @Nullable JsonNode probability) throws IOException {
        if (probability == null) {
            json.writeNullField("score_chosen");
            json.writeNullField("score_rejected");
            json.writeNullField("probability");
        } else {
            json.writeNumberField("score_chosen", probability.doubleValue());
            json.writeNumberField("score_rejected", 1 - probability.doubleValue());
            json.writeNumberField("probability", probability.doubleValue());
        }
    }

    private void provenance(JsonGenerator json, JsonNode row) throws IOException {
        json.writeObjectFieldStart("provenance");
        json.writeStringField("constitution", provenance.constitution());
        json.writeStringField("fingerprint", provenance.fingerprint());
        json.writeObjectFieldStart("models");
        for (var model : provenance.models().entrySet()) {
            json.writeStringField(model.getKey(), model.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("seed", provenance.seed());
        json.writeArrayFieldStart("calls");
        for (String part : List.of("initial", "steps", "confirmation", "answers", "comparisons")) {
            for (JsonNode call : row.path(part).findValues("call")) {
                json.writeString(call.textValue());
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
