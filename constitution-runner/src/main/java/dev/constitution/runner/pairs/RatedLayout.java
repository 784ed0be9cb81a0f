package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.PromptFields;
import java.math.BigDecimal;
import java.util.Optional;

/** Rows of distilabel and UltraFeedback-binarized: chosen and rejected, perhaps with ratings, which may be equal. */
final class RatedLayout implements PairLayout {
    private final PairLayout answers = new ChosenRejectedLayout("prompt");

    @Override
    public LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException {
        LabelledPair pair = answers.read(row, prompts);
        Optional<BigDecimal> chosen = PairFields.number(row.path("chosen_rating"));
        Optional<BigDecimal> rejected = PairFields.number(row.path("rejected_rating"));
        if (chosen.isEmpty() || rejected.isEmpty()) {
            return pair;
        }
        int order = chosen.get().compareTo(rejected.get());
        if (order > 0) {
            return pair;
        }
        if (order < 0) {
            throw new BadRowException("\"chosen_rating\" is below \"rejected_rating\"; correct or remove the row");
        }
        return LabelledPair.of(pair.id(), pair.prompt(), pair.a(), pair.b(), Preferred.TIE);
    }
}
