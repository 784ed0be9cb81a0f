package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.HhTranscript;
import dev.constitution.runner.rows.PromptFields;
import dev.constitution.runner.rows.RowOddity;

/**
 * Rows of HH-RLHF: two transcripts of one conversation. The answers are what follows the last assistant marker that both
 * share; an answer may hold further markers, which are text.
 */
final class HhRlhfLayout implements PairLayout {
    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        String chosen = PairFields.text(row, "chosen");
        String rejected = PairFields.text(row, "rejected");
        int answers = HhTranscript.answers(chosen, rejected);
        String a = HhTranscript.answer(chosen, answers);
        String b = HhTranscript.answer(rejected, answers);
        LabelledPair pair = LabelledPair.of(
                PairFields.id(row, "id"), HhTranscript.turns(chosen.substring(0, answers)), a, b, Preferred.A);
        boolean aHoldsTurn = a.contains(HhTranscript.ASSISTANT);
        if (!aHoldsTurn && !b.contains(HhTranscript.ASSISTANT)) {
            return pair;
        }
        return pair.with(new RowOddity(
                RowOddity.Kind.NESTED_TURN,
                "answer " + (aHoldsTurn ? "a" : "b") + " holds another \"Assistant:\" after a blank line"));
    }
}
