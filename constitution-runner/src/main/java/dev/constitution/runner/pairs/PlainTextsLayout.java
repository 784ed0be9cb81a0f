package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.ChatMl;
import dev.constitution.runner.rows.PromptFields;
import java.util.List;

/** Rows of three texts that are taken as they stand, whatever they look like: {@code prompt}, {@code chosen}, {@code rejected}. */
final class PlainTextsLayout implements PairLayout {
    private final boolean isRendered;

    private PlainTextsLayout(boolean isRendered) {
        this.isRendered = isRendered;
    }

    /** Rows of mlx-lm-lora: the prompt is what the user says. */
    static PairLayout ofQuestions() {
        return new PlainTextsLayout(false);
    }

    /** Rows of verl's reward model: the prompt is rendered as ChatML. */
    static PairLayout ofRenderedPrompts() {
        return new PlainTextsLayout(true);
    }

    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        return LabelledPair.of(
                PairFields.id(row, "id"),
                prompts.isNamed() ? prompts.of(row).turns() : turns(PairFields.text(row, "prompt")),
                PairFields.text(row, "chosen"),
                PairFields.text(row, "rejected"),
                Preferred.A);
    }

    private List<Message> turns(String prompt) throws BadRowException {
        return isRendered ? ChatMl.turns(prompt) : List.of(Message.user(prompt));
    }
}
