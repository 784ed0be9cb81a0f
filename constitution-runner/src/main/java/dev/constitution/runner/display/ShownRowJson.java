package dev.constitution.runner.display;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.cost.CostJson;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import java.util.List;
import java.util.Optional;

/** A row as one JSON object; the version is raised when a field changes its meaning or goes. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ShownRowJson(
        int version,
        long row,
        long rows,
        Optional<String> id,
        Optional<OutcomeKind> kind,
        Optional<String> detail,
        Optional<JsonNode> outcome,
        List<ShownCall> calls) {
    private static final int VERSION = 1;

    /**
     * The row in one line.
     *
     * @param thoughts whether what models thought is wanted too
     */
    public static String of(ShownRow row, boolean thoughts) {
        return CostJson.line(new ShownRowJson(
                VERSION,
                row.row() + 1,
                row.rows(),
                row.outcome().map(OutcomeRecord::id),
                row.outcome().map(OutcomeRecord::kind),
                row.outcome().map(OutcomeRecord::detail).filter(detail -> !detail.isEmpty()),
                row.outcome().map(outcome -> content(outcome, thoughts)),
                row.calls()));
    }

    private static JsonNode content(OutcomeRecord outcome, boolean thoughts) {
        JsonNode content = Json.parse(outcome.json());
        if (!thoughts) {
            content.properties().stream()
                    .filter(field -> !field.getKey().equals("metadata"))
                    .forEach(field -> removeThoughts(field.getValue()));
        }
        return content;
    }

    private static void removeThoughts(JsonNode json) {
        if (json instanceof ObjectNode object && object.has("call")) {
            object.remove("thoughts");
        }
        json.forEach(ShownRowJson::removeThoughts);
    }
}
