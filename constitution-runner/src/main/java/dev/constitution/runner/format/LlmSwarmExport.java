package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.runner.outcome.StoredStep;
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
        StoredStep step = onlyStep(row);
        StoredStep.Critique critique = step.critique().orElseThrow(() -> new NotCarriedException("no critique"));
        Principle principle = constitution
                .flatMap(all -> all.principle(step.principle()))
                .orElseThrow(() -> new NotCarriedException("requests not in the store"));
        return List.of(new Round(row, question, critique.text(), principle));
    }

    private static StoredStep onlyStep(ExportRow pair) throws NotCarriedException {
        List<StoredStep> steps = pair.acceptedSteps();
        if (steps.size() != 1) {
            throw new NotCarriedException(steps.isEmpty() ? "no revision" : "several revisions");
        }
        return steps.get(0);
    }

    private static ArrayNode conversation(Round round, String answer) {
        return TurnsJson.conversation(round.pair().prompt(), answer);
    }
}
