package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.store.StoredStep;
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
                    ? List.of(row.content().initial().orElseThrow().text())
                    : List.of();
        }
        List<StoredStep> revisions = row.acceptedSteps();
        if (isLastOnly || revisions.isEmpty()) {
            return List.of(row.chosen());
        }
        return revisions.stream()
                .map(step -> step.revision().orElseThrow().answer())
                .toList();
    }

    private static ObjectNode record(ExportRow row, String answer) {
        ObjectNode record = TurnsJson.object();
        record.set("messages", TurnsJson.conversation(row.prompt(), answer));
        return record;
    }
}
