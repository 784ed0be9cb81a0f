package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.JsonMessages;
import dev.constitution.runner.rows.PromptFields;

/** Rows of the paper's evaluations: a prompt, an answer that is right and one that is not, each as a list of one text. */
final class CorrectsLayout implements PairLayout {
    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        return LabelledPair.of(
                PairFields.id(row, "id"),
                PairFields.prompt(row, prompts, "prompt"),
                onlyText(row, "corrects"),
                onlyText(row, "incorrects"),
                Preferred.A);
    }

    private static String onlyText(JsonNode row, String name) throws BadRowException {
        JsonNode texts = PairFields.required(row, name);
        if (texts.size() != 1 || !texts.path(0).isTextual()) {
            throw new BadRowException("\"" + name + "\" must be a list of one text, this is " + JsonMessages.kind(texts)
                    + " of " + texts.size() + "; write a row for each pair");
        }
        return texts.get(0).textValue();
    }
}
