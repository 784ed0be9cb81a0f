package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.rows.BadRowException;
import java.util.List;

/** Rows of LLMBar, and of FairEval and LLMEval² as it hands them on: two outputs, and the number of the better one. */
final class OutputsLayout implements PairLayout {
    @Override
    public LabelledPair read(JsonNode row) throws BadRowException {
        return LabelledPair.of(
                PairFields.id(row, "id"),
                List.of(Message.user(PairFields.text(row, "input"))),
                PairFields.text(row, "output_1"),
                PairFields.text(row, "output_2"),
                PairFields.number(row, "label", 1, 2) == 1 ? Preferred.A : Preferred.B);
    }
}
