package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.PromptFields;

/** Rows of HelpSteer3: a context, two responses, and a preference from -3, the first is much better, to 3, the second is. */
final class HelpSteerLayout implements PairLayout {
    private static final int STRONGEST = 3;

    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        int preference = PairFields.number(row, "overall_preference", -STRONGEST, STRONGEST);
        return LabelledPair.of(
                PairFields.id(row, "id"),
                PairFields.prompt(row, prompts, "context"),
                PairFields.text(row, "response1"),
                PairFields.text(row, "response2"),
                Preferred.greater(0, preference));
    }
}
