package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.JsonMessages;
import dev.constitution.runner.rows.PromptFields;

/** Rows of tinker-cookbook: a conversation, two completions, and which of them is preferred. */
final class ComparisonLayout implements PairLayout {
    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        JsonNode comparison = PairFields.required(row, "comparison");
        return LabelledPair.of(
                PairFields.id(row, "id"),
                prompts.isNamed()
                        ? prompts.of(row).turns()
                        : JsonMessages.of(
                                "comparison.prompt_conversation",
                                PairFields.required(comparison, "prompt_conversation")),
                PairAnswers.only("comparison.completion_A", PairFields.required(comparison, "completion_A")),
                PairAnswers.only("comparison.completion_B", PairFields.required(comparison, "completion_B")),
                label(PairFields.text(row, "label")));
    }

    private static Preferred label(String label) throws BadRowException {
        return switch (label) {
            case "A" -> Preferred.A;
            case "B" -> Preferred.B;
            case "Tie" -> Preferred.TIE;
            default -> throw new BadRowException("\"label\" must be A, B or Tie, this is \"" + label + "\"");
        };
    }
}
