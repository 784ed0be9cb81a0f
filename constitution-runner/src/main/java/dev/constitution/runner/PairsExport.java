package dev.constitution.runner;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

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
            // A revision is preferred by construction; no judge has given it a score or a probability.
            json.writeNullField("score_chosen");
            json.writeNullField("score_rejected");
            json.writeNullField("probability");
            json.writeArrayFieldStart("principle");
            for (JsonNode step : row.get("steps")) {
                if (step.path("revision").path("accepted").booleanValue()) {
                    json.writeString(step.get("principle").textValue());
                }
            }
            json.writeEndArray();
            json.writeStringField("source", "revision");
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
        json.writeString(row.get("initial").get("call").textValue());
        for (JsonNode step : row.get("steps")) {
            for (String part : List.of("critique", "revision")) {
                if (step.has(part)) {
                    json.writeString(step.get(part).get("reply").get("call").textValue());
                }
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
