package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.PromptFields;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of PaddleFormers' {@code erniekit} form: what the user and the assistant said in turn, and two responses, of which
 * the one of the greater {@code sort} is the better.
 */
final class SourceTargetLayout implements PairLayout {
    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        List<String> responses = texts(row, "response");
        JsonNode sort = PairFields.required(row, "sort");
        if (responses.size() != 2 || sort.size() != 2) {
            throw new BadRowException("\"response\" and \"sort\" must each hold two, they hold " + responses.size()
                    + " and " + sort.size() + "; correct or remove the row");
        }
        return LabelledPair.of(
                PairFields.id(row, "id"),
                prompts.isNamed() ? prompts.of(row).turns() : turns(row),
                responses.get(0),
                responses.get(1),
                Preferred.greater(rank(sort.get(0)), rank(sort.get(1))));
    }

    private static List<Message> turns(JsonNode row) throws BadRowException {
        List<String> user = texts(row, "src");
        List<String> assistant = texts(row, "tgt");
        if (user.size() != assistant.size() + 1) {
            throw new BadRowException("\"src\" must hold one text more than \"tgt\", they hold " + user.size() + " and "
                    + assistant.size() + "; correct or remove the row");
        }
        List<Message> turns = new ArrayList<>();
        for (int i = 0; i < user.size(); i++) {
            turns.add(Message.user(user.get(i)));
            if (i < assistant.size()) {
                turns.add(Message.assistant(assistant.get(i)));
            }
        }
        return turns;
    }

    /** A list of texts, or one text alone. */
    private static List<String> texts(JsonNode row, String name) throws BadRowException {
        JsonNode value = PairFields.required(row, name);
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : value) {
            texts.add(PairAnswers.only(name, text));
        }
        return texts;
    }

    private static int rank(JsonNode sort) throws BadRowException {
        if (!sort.isIntegralNumber()) {
            throw new BadRowException("\"sort\" must hold whole numbers, one is " + sort);
        }
        return sort.intValue();
    }
}
