package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.JsonMessages;
import dev.constitution.runner.rows.PromptFields;
import java.util.List;

/**
 * Rows of ms-swift: a conversation that ends with the better answer, and the worse one as a text, or as a conversation that
 * is the same up to its last turn.
 */
final class RejectedResponseLayout implements PairLayout {
    private static final String CHOSEN = "messages";
    private static final String REJECTED = "rejected_messages";

    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        List<Message> chosen = conversation(row, CHOSEN);
        List<Message> prompt = PairAnswers.before(chosen);
        return LabelledPair.of(
                PairFields.id(row, "id"),
                prompt,
                PairAnswers.last(CHOSEN, chosen),
                row.hasNonNull(REJECTED) ? rejected(row, prompt) : PairFields.text(row, "rejected_response"),
                Preferred.A);
    }

    private static String rejected(JsonNode row, List<Message> prompt) throws BadRowException {
        List<Message> rejected = conversation(row, REJECTED);
        if (!PairAnswers.before(rejected).equals(prompt)) {
            throw new BadRowException("\"" + CHOSEN + "\" and \"" + REJECTED
                    + "\" differ before the last turn; correct or remove the row");
        }
        return PairAnswers.last(REJECTED, rejected);
    }

    private static List<Message> conversation(JsonNode row, String name) throws BadRowException {
        List<Message> turns = JsonMessages.of(name, PairFields.required(row, name));
        if (turns.isEmpty()) {
            throw new BadRowException("\"" + name + "\" is empty; remove the row");
        }
        return turns;
    }
}
