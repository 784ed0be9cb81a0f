package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.PromptFields;

/** Rows of NeMo-RL: a context and two completions with their ranks, of which the lower is the better. */
final class RankedLayout implements PairLayout {
    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        JsonNode completions = PairFields.required(row, "completions");
        if (completions.size() != 2) {
            throw new BadRowException("\"completions\" must hold two, this holds " + completions.size());
        }
        JsonNode a = completions.get(0);
        JsonNode b = completions.get(1);
        int order = Integer.compare(
                PairFields.number(a, "rank", 0, Integer.MAX_VALUE), PairFields.number(b, "rank", 0, Integer.MAX_VALUE));
        return LabelledPair.of(
                PairFields.id(row, "id"),
                PairFields.prompt(row, prompts, "context"),
                PairAnswers.only("completions[0].completion", PairFields.required(a, "completion")),
                PairAnswers.only("completions[1].completion", PairFields.required(b, "completion")),
                order < 0 ? Preferred.A : order > 0 ? Preferred.B : Preferred.TIE);
    }
}
