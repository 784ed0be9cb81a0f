package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.JsonMessages;
import dev.constitution.runner.rows.PromptFields;

/** Rows of OpenAI's preference fine-tuning, which Fireworks and Together take too. */
final class PreferredOutputLayout implements PairLayout {
    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        JsonNode input = PairFields.required(row, "input");
        return LabelledPair.of(
                PairFields.id(row, "id"),
                prompts.isNamed()
                        ? prompts.of(row).turns()
                        : JsonMessages.of("input.messages", PairFields.required(input, "messages")),
                PairAnswers.only("preferred_output", PairFields.required(row, "preferred_output")),
                PairAnswers.only("non_preferred_output", PairFields.required(row, "non_preferred_output")),
                Preferred.A);
    }
}
