package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Conversations for supervised fine-tuning: the prompt with every accepted revision, as in the paper (section 3.2), or with
 * the last one alone; with the better answer of a comparison; with the initial answer where the critic found nothing in it.
 */
public final class SftExport implements ExportFormat {
    private final boolean isLastOnly;

    private SftExport(boolean isLastOnly) {
        this.isLastOnly = isLastOnly;
    }

    public static SftExport ofAllRevisions() {
        return new SftExport(false);
    }

    static SftExport ofLastRevisions() {
        return new SftExport(true);
    }

    @Override
    public String name() {
        return isLastOnly ? "sft-last" : "sft";
    }

    @Override
    public Map<String, String> columns() {
        return Columns.of("messages", TURNS);
    }

    @Override
    public List<ObjectNode> records(ExportRow row) {
        return answers(row).stream().map(answer -> record(row, answer)).toList();
    }

    private List<String> answers(ExportRow row) {
        if (!row.isPair()) {
            return row.outcome().detail().equals("no_revision_needed")
                    ? List.of(row.json().get("initial").get("text").textValue())
                    : List.of();
        }
        List<JsonNode> revisions = row.acceptedSteps();
        if (isLastOnly || revisions.isEmpty()) {
            return List.of(row.chosen());
        }
        List<String> answers = new ArrayList<>();
        revisions.forEach(step -> answers.add(step.get("revision").get("answer").textValue()));
        return answers;
    }

    private static ObjectNode record(ExportRow row, String answer) {
        ObjectNode record = TurnsJson.object();
        record.set("messages", TurnsJson.conversation(row.prompt(), answer));
        return record;
    }
}
