package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.PromptFields;
import java.util.List;

/** Rows of Inverse Constitutional AI: two texts, the name of the better one, and perhaps the prompt. */
final class PreferredTextLayout implements PairLayout {
    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        String preferred = PairFields.text(row, "preferred_text");
        Preferred human = switch (preferred) {
            case "text_a" -> Preferred.A;
            case "text_b" -> Preferred.B;
            default ->
                throw new BadRowException("\"preferred_text\" must be text_a or text_b, this is \"" + preferred + "\"");
        };
        // Without an input, the texts hold the prompt somewhere: the pair has a label, but nothing to be judged by.
        List<Message> prompt =
                prompts.isNamed() || row.has("input") ? PairFields.prompt(row, prompts, "input") : List.of();
        return LabelledPair.of(
                PairFields.id(row, "id"),
                prompt,
                PairFields.text(row, "text_a"),
                PairFields.text(row, "text_b"),
                human);
    }
}
