package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.JsonMessages;
import dev.constitution.runner.rows.JsonRow;
import dev.constitution.runner.rows.PromptFields;
import java.util.List;

/**
 * Rows with the answers {@code chosen} and {@code rejected}, as most trainers take them: each a text, an assistant turn, or
 * a conversation that the other one shares up to its last turn. The prompt stands in both conversations, in the form's
 * field for it, or in another one that is known or named.
 */
final class ChosenRejectedLayout implements PairLayout {
    private final String promptField;

    ChosenRejectedLayout(String promptField) {
        this.promptField = promptField;
    }

    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        JsonNode chosen = PairFields.required(row, "chosen");
        JsonNode rejected = PairFields.required(row, "rejected");
        boolean explicit = row.hasNonNull(promptField) && !prompts.isNamed();
        if (isConversation(chosen) || isConversation(rejected)) {
            List<Message> a = conversation("chosen", chosen);
            List<Message> b = conversation("rejected", rejected);
            List<Message> prompt = PairAnswers.before(a);
            if (!prompt.equals(PairAnswers.before(b))) {
                throw new BadRowException(
                        "\"chosen\" and \"rejected\" differ before the last turn; correct or remove" + " the row");
            }
            if (explicit) {
                requireSame(row.get(promptField), prompt);
            }
            return pair(row, prompt, PairAnswers.last("chosen", a), PairAnswers.last("rejected", b));
        }
        if (!explicit && !prompts.isIn(row)) {
            throw new BadRowException("there is no prompt among " + JsonRow.names(row)
                    + ", and the answers alone do not tell it; name its field with --prompt-field"
                    + (chosen.isTextual() ? ", or read transcripts with \"Human:\" with --format hh-rlhf" : ""));
        }
        return pair(
                row,
                explicit
                        ? JsonMessages.of(promptField, row.get(promptField))
                        : prompts.of(row).turns(),
                PairAnswers.only("chosen", chosen),
                PairAnswers.only("rejected", rejected));
    }

    private static LabelledPair pair(JsonNode row, List<Message> prompt, String chosen, String rejected) {
        return LabelledPair.of(PairFields.id(row, "id"), prompt, chosen, rejected, Preferred.A);
    }

    private static boolean isConversation(JsonNode answer) {
        return answer.isArray() && answer.size() > 1;
    }

    private static List<Message> conversation(String field, JsonNode value) throws BadRowException {
        if (!isConversation(value)) {
            throw new BadRowException(
                    "\"chosen\" and \"rejected\" must both be conversations, or neither; \"" + field + "\" is none");
        }
        if (JsonMessages.hasText(value)) {
            throw new BadRowException("\"" + field
                    + "\" is a list of texts, of which no one is the answer; give each answer" + " a row of its own");
        }
        return JsonMessages.of(field, value);
    }

    /** A prompt of a field of its own must not contradict the conversations; as a text it may be any of the user's turns. */
    private void requireSame(JsonNode value, List<Message> prompt) throws BadRowException {
        boolean isTurn = value.isTextual() && prompt.contains(Message.user(value.textValue()));
        if (!isTurn && !JsonMessages.of(promptField, value).equals(prompt)) {
            throw new BadRowException("\"" + promptField + "\" is not what \"chosen\" and \"rejected\" begin with;"
                    + " correct or remove the row");
        }
    }
}
