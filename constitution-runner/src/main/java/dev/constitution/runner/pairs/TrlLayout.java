package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.PromptFields;

/**
 * Rows of TRL, standard or conversational, with an explicit prompt or an implicit one. In the standard form a completion is
 * glued to its prompt, and one space at its beginning is the glue.
 */
final class TrlLayout implements PairLayout {
    private final PairLayout answers = new ChosenRejectedLayout("prompt");

    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        LabelledPair pair = answers.read(row, prompts);
        return row.path("chosen").isTextual()
                        && pair.a().startsWith(" ")
                        && pair.b().startsWith(" ")
                ? LabelledPair.of(
                        pair.id(),
                        pair.prompt(),
                        pair.a().substring(1),
                        pair.b().substring(1),
                        pair.human())
                : pair;
    }
}
