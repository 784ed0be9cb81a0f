package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.PromptFields;

/** Rows of LLMBar, and of FairEval and LLMEval² as it hands them on: two outputs, and the number of the better one. */
final class OutputsLayout implements PairLayout {
    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        return LabelledPair.of(
                PairFields.id(row, "id"),
                PairFields.prompt(row, prompts, "input"),
                PairFields.text(row, "output_1"),
                PairFields.text(row, "output_2"),
                PairFields.number(row, "label", 1, 2) == 1 ? Preferred.A : Preferred.B);
    }
}
