package dev.constitution.runner;

import com.fasterxml.jackson.databind.JsonNode;

/** Rows of distilabel and UltraFeedback-binarized: chosen and rejected, perhaps with ratings, which may be equal. */
final class RatedForm implements PairForm {
    private final PairForm answers = new ChosenRejectedForm("prompt");

    @Override
    public LabelledPair read(JsonNode row) throws BadRowException {
        LabelledPair pair = answers.read(row);
        JsonNode chosen = row.path("chosen_rating");
        JsonNode rejected = row.path("rejected_rating");
        if (!chosen.isNumber() || !rejected.isNumber() || chosen.doubleValue() > rejected.doubleValue()) {
            return pair;
        }
        if (chosen.doubleValue() < rejected.doubleValue()) {
            throw new BadRowException("\"chosen_rating\" is below \"rejected_rating\"; correct or remove the row");
        }
        return LabelledPair.of(pair.id(), pair.prompt(), pair.a(), pair.b(), Preferred.TIE);
    }
}
