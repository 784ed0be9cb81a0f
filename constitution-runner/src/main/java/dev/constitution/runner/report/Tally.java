package dev.constitution.runner.report;

import dev.constitution.runner.outcome.StoredOutcome;
import java.util.Optional;

/** Adds rows up to a table of figures. Not thread-safe. */
interface Tally {

    /**
     * Adds a row.
     *
     * @param outcome the same as the store has it, whole
     */
    void add(StoredOutcome outcome, ReportRow row);

    /** The figures; empty where the rows hold nothing of the kind. */
    Optional<FigureTable> table();
}
