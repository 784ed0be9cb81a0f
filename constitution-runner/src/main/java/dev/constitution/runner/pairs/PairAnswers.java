package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.JsonMessages;
import java.util.List;

/** Answers of a pair: a text, an assistant turn, a list of just that, or a conversation that ends with it. */
final class PairAnswers {
    private PairAnswers() {}

    /** The text of an answer that stands alone. */
    static String only(String place, JsonNode value) throws BadRowException {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isArray() && value.size() != 1) {
            throw new BadRowException(
                    "\"" + place + "\" must hold one assistant turn, this holds " + value.size() + " turns");
        }
        return answer(place, JsonMessages.message("\"" + place + "\"", value.isArray() ? value.get(0) : value));
    }

    /** The turns of a conversation before its answer. */
    static List<Message> before(List<Message> conversation) {
        return conversation.subList(0, conversation.size() - 1);
    }

    /** The last turn of a conversation, which must be the assistant's. */
    static String last(String place, List<Message> conversation) throws BadRowException {
        return answer(place, conversation.get(conversation.size() - 1));
    }

    private static String answer(String place, Message turn) throws BadRowException {
        if (turn.role() != Message.Role.ASSISTANT) {
            throw new BadRowException("\"" + place + "\" must end with an assistant turn, ends with "
                    + turn.role().label());
        }
        if (turn.isOfTools()) {
            throw new BadRowException(
                    "\"" + place + "\" ends with a call of a tool, which is no answer; remove the row");
        }
        return turn.content();
    }
}
