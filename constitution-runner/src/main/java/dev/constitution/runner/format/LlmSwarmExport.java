package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import java.util.List;
import java.util.Optional;

/**
 * The form of llm-swarm's Constitutional AI data: one round of critique and revision with what was asked for. Rows of
 * several accepted revisions do not fit it.
 */
final class LlmSwarmExport extends RecordExport<LlmSwarmExport.Round> {
    private final Optional<Constitution> constitution;

    /** A pair that comes from one round. */
    record Round(ExportRow pair, String question, String critique, Principle principle) {}

    /** @param constitution the run's; empty where the store does not hold it */
    LlmSwarmExport(Optional<Constitution> constitution) {
        super(
                "llm-swarm",
                List.of(
                        Field.text("init_prompt", Round::question),
                        Field.text("init_response", round -> round.pair().rejected()),
                        Field.text("critic_prompt", round -> round.principle().critiqueRequest()),
                        Field.text("critic_response", Round::critique),
                        Field.text("revision_prompt", round -> round.principle().revisionRequest()),
                        Field.text("revision_response", round -> round.pair().chosen()),
                        Field.text("prompt", Round::question),
                        Field.turns(
                                "messages",
                                round -> conversation(round, round.pair().chosen())),
                        Field.turns(
                                "chosen",
                                round -> conversation(round, round.pair().chosen())),
                        Field.turns(
                                "rejected",
                                round -> conversation(round, round.pair().rejected()))));
        this.constitution = constitution;
    }

    @Override
    List<Round> sources(ExportRow row) throws NotCarriedException {
        if (!row.isPair()) {
            return List.of();
        }
        String question = TurnsJson.question(row.prompt());
        JsonNode step = onlyStep(row);
        Principle principle = constitution
                .flatMap(all -> all.principle(step.get("principle").textValue()))
                .orElseThrow(() -> new NotCarriedException("requests not in the store"));
        return List.of(new Round(row, question, step.get("critique").get("text").textValue(), principle));
    }

    private static JsonNode onlyStep(ExportRow pair) throws NotCarriedException {
        List<JsonNode> steps = pair.acceptedSteps();
        if (steps.size() != 1) {
            throw new NotCarriedException(steps.isEmpty() ? "no revision" : "several revisions");
        }
        if (!steps.get(0).has("critique")) {
            throw new NotCarriedException("no critique");
        }
        return steps.get(0);
    }

    private static ArrayNode conversation(Round round, String answer) {
        return TurnsJson.conversation(round.pair().prompt(), answer);
    }
}
