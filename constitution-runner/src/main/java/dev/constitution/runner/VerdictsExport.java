package dev.constitution.runner;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** What a judge said of every labelled pair, beside what people say; and why there is no verdict where a call failed. */
final class VerdictsExport implements Export {
    static final String FILE = "verdicts.jsonl";

    @Override
    public String fileName() {
        return FILE;
    }

    @Override
    public List<String> lines(OutcomeRecord outcome, JsonNode row) {
        return List.of(Json.line(json -> {
            json.writeStartObject();
            json.writeStringField("id", outcome.id());
            if (row.has("metadata")) {
                json.writeStringField("human", row.get("metadata").get("human").textValue());
            }
            if (outcome.kind() == OutcomeKind.JUDGED) {
                verdict(json, StoredVerdict.of(row));
            } else {
                json.writeNullField("verdict");
                json.writeStringField("without", outcome.detail());
            }
            json.writeEndObject();
        }));
    }

    private static void verdict(JsonGenerator json, StoredVerdict stored) throws IOException {
        if (stored.probabilityOfA().isPresent()) {
            double probability = stored.probabilityOfA().getAsDouble();
            json.writeStringField("verdict", Preferred.of(probability).label());
            json.writeNumberField("probability_of_a", probability);
        } else {
            json.writeNullField("verdict");
            json.writeStringField("without", "no_verdict");
        }
        json.writeStringField("shown_first", (stored.secondFirst() ? Preferred.B : Preferred.A).label());
        VerdictJson.principles(json, stored.principles());
        if (stored.order().isPresent()) {
            json.writeBooleanField("same_position", stored.order().get().isSamePosition());
        }
    }
}
