package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.PromptFields;
import java.math.BigDecimal;

/**
 * Annotations of AlpacaEval: two outputs for an instruction, and a preference from 1, the first, to 2, the second; people's
 * are 1, 2 or 1.5, a tie, and those of weighted annotators lie anywhere between.
 */
final class AlpacaEvalLayout implements PairLayout {
    private static final BigDecimal TIE = new BigDecimal("1.5");

    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        int order = PairFields.decimal(row, "preference", 1, 2).compareTo(TIE);
        return LabelledPair.of(
                PairFields.id(row, "id"),
                prompts.of(row).turns(),
                PairFields.text(row, "output_1"),
                PairFields.text(row, "output_2"),
                order < 0 ? Preferred.A : order > 0 ? Preferred.B : Preferred.TIE);
    }
}
