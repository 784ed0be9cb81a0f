package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.constitution.runner.store.StoredStep;
import java.util.List;

/**
 * Conversations for supervised fine-tuning: the prompt with every accepted revision, as in the paper (section 3.2), or with
 * the last one alone; with the better answer of a comparison; with the initial answer where the critic found nothing in it.
 */
public final class SftExport extends RecordExport<ArrayNode> {
    private final boolean isLastOnly;

    private SftExport(String name, boolean isLastOnly) {
        super(name, List.of(Field.turns("messages", conversation -> conversation)));
        this.isLastOnly = isLastOnly;
    }

    public static SftExport ofAllRevisions() {
        return new SftExport("sft", false);
    }

    static SftExport ofLastRevisions() {
        return new SftExport("sft-last", true);
    }

    @Override
    List<ArrayNode> sources(ExportRow row) {
        return answers(row).stream()
                .map(answer -> TurnsJson.conversation(row.prompt(), answer))
                .toList();
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
}
