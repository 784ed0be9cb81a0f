package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.PromptFields;

/** Rows of PKU-SafeRLHF: two responses, the number of the safer one and that of the better one. Either may be the label. */
final class SafeRlhfLayout implements PairLayout {
    private final String label;

    /**
     * @param label the field that is the label: {@code safer_response_id} or {@code better_response_id}
     */
    SafeRlhfLayout(String label) {
        this.label = label;
    }

    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        return LabelledPair.of(
                PairFields.id(row, "id"),
                PairFields.prompt(row, prompts, "prompt"),
                PairFields.text(row, "response_0"),
                PairFields.text(row, "response_1"),
                PairFields.number(row, label, 0, 1) == 0 ? Preferred.A : Preferred.B);
    }
}
