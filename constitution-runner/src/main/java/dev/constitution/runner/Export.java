package dev.constitution.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A form in which a run's outcomes are handed on: a pure function of the store, so that exporting again costs no call and
 * gives the same bytes.
 */
interface Export {

    /** The file's name in the run's folder. */
    String fileName();

    /** The lines, without line ends, that an outcome gives; often one, sometimes none. */
    List<String> lines(OutcomeRecord outcome, JsonNode json);
}
