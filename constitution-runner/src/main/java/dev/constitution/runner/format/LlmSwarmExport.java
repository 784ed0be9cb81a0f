package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.runner.store.StoredStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The form of llm-swarm's Constitutional AI data: one round of critique and revision with what was asked for. Rows of
 * several accepted revisions do not fit it.
 */
final class LlmSwarmExport implements RecordPerPair {
    private final Optional<Constitution> constitution;

    /** @param constitution the run's; empty where the store does not hold it */
    LlmSwarmExport(Optional<Constitution> constitution) {
        this.constitution = constitution;
    }

    @Override
    public String name() {
        return "llm-swarm";
    }

    @Override
    public Map<String, String> columns() {
        Map<String, String> columns = Columns.of();
        for (String text : List.of("init", "critic", "revision")) {
            columns.put(text + "_prompt", "VARCHAR");
            columns.put(text + "_response", "VARCHAR");
        }
        columns.put("prompt", "VARCHAR");
        for (String turns : List.of("messages", "chosen", "rejected")) {
            columns.put(turns, TURNS);
        }
        return columns;
    }

    @Override
    public ObjectNode record(ExportRow pair) throws NotCarriedException {
        String question = TurnsJson.question(pair.prompt());
        StoredStep round = onlyRound(pair);
        StoredStep.Critique critique = round.critique().orElseThrow(() -> new NotCarriedException("no critique"));
        Principle principle = constitution
                .flatMap(all -> all.principle(round.principle()))
                .orElseThrow(() -> new NotCarriedException("requests not in the store"));
        ObjectNode record = TurnsJson.object()
                .put("init_prompt", question)
                .put("init_response", pair.rejected())
                .put("critic_prompt", principle.critiqueRequest())
                .put("critic_response", critique.text())
                .put("revision_prompt", principle.revisionRequest())
                .put("revision_response", pair.chosen())
                .put("prompt", question);
        record.set("messages", TurnsJson.conversation(pair.prompt(), pair.chosen()));
        record.set("chosen", TurnsJson.conversation(pair.prompt(), pair.chosen()));
        record.set("rejected", TurnsJson.conversation(pair.prompt(), pair.rejected()));
        return record;
    }

    private static StoredStep onlyRound(ExportRow pair) throws NotCarriedException {
        List<StoredStep> rounds = pair.acceptedSteps();
        if (rounds.size() != 1) {
            throw new NotCarriedException(rounds.isEmpty() ? "no revision" : "several revisions");
        }
        return rounds.get(0);
    }
}
