package dev.constitution.runner;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads one row of a form of labelled pairs. Stateless. */
@FunctionalInterface
interface PairForm {
    /**
     * The pair of a row.
     *
     * @param row a JSON object; of a table, one with a text for each column
     */
    LabelledPair read(JsonNode row) throws BadRowException;
}
