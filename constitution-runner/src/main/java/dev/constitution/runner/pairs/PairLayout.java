package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.PromptFields;

/** Reads one row of a form of labelled pairs. Stateless. */
@FunctionalInterface
interface PairLayout {
    /**
     * The pair of a row.
     *
     * @param row a JSON object; of a table, one with a text for each column
     * @param prompts where the user said that prompts stand, if at all
     */
    LabelledPair read(JsonNode row, PromptFields prompts) throws BadRowException;
}
