package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.PromptFields;
import java.util.List;

/**
 * Rows of PandaLM's test set: two responses to an instruction that may have an input, and what each of three annotators
 * says of them. The label is what most say.
 */
final class PandaLmLayout implements PairLayout {
    private static final int ANNOTATORS = 3;
    private static final List<Preferred> LABELS = List.of(Preferred.TIE, Preferred.A, Preferred.B);

    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        return LabelledPair.of(
                PairFields.id(row, "idx"),
                prompts.of(row).turns(),
                PairFields.text(row, "response1"),
                PairFields.text(row, "response2"),
                majority(row));
    }

    private static Preferred majority(JsonNode row) throws BadRowException {
        int[] votes = new int[LABELS.size()];
        Preferred majority = Preferred.SPLIT;
        for (int annotator = 1; annotator <= ANNOTATORS; annotator++) {
            int label = PairFields.number(row, "annotator" + annotator, 0, LABELS.size() - 1);
            if (++votes[label] > ANNOTATORS / 2) {
                majority = LABELS.get(label);
            }
        }
        return majority;
    }
}
