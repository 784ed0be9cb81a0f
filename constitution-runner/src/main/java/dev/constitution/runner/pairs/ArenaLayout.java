package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.JsonMessages;
import dev.constitution.runner.rows.PromptFields;
import java.util.List;

/**
 * Battles of the arena: two conversations of the same user, and who won. Where they have several turns, the answers are the
 * last ones, and the turns before must be the same.
 */
final class ArenaLayout implements PairLayout {
    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        List<Message> a = conversation(row, "conversation_a");
        List<Message> b = conversation(row, "conversation_b");
        List<Message> prompt = PairAnswers.before(a);
        if (!prompt.equals(PairAnswers.before(b))) {
            throw new BadRowException("\"conversation_a\" and \"conversation_b\" differ before the last turn, so their"
                    + " last answers are no pair; remove the row");
        }
        return LabelledPair.of(
                PairFields.id(row, "question_id"),
                prompt,
                PairAnswers.last("conversation_a", a),
                PairAnswers.last("conversation_b", b),
                winner(PairFields.text(row, "winner")));
    }

    private static List<Message> conversation(JsonNode row, String name) throws BadRowException {
        List<Message> turns = JsonMessages.of(name, PairFields.required(row, name));
        if (turns.isEmpty()) {
            throw new BadRowException("\"" + name + "\" is empty; remove the row");
        }
        return turns;
    }

    private static Preferred winner(String name) throws BadRowException {
        return switch (name) {
            case "model_a" -> Preferred.A;
            case "model_b" -> Preferred.B;
            case "tie", "tie (bothbad)", "both_bad" -> Preferred.TIE;
            default ->
                throw new BadRowException(
                        "\"winner\" must be model_a, model_b, tie or tie (bothbad), this is \"" + name + "\"");
        };
    }
}
