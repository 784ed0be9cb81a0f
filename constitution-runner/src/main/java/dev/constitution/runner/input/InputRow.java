package dev.constitution.runner.input;

import dev.constitution.chat.Prompt;
import dev.constitution.runner.rows.RowNotes;

/** What became of one row of the input. */
public sealed interface InputRow {

    /** The line on which the row begins, from 1. */
    long line();

    /**
     * A row that is a prompt.
     *
     * @param notes what of the row is not part of it
     */
    record Read(Prompt prompt, long line, RowNotes notes) implements InputRow {}

    /**
     * A row that is none.
     *
     * @param message what is wrong with it and what to do
     * @param dependsOnFiles whether it names images that were not found as it needs them, which may change while it does not
     */
    record Bad(long line, String message, boolean dependsOnFiles) implements InputRow {

        /** One that no other file makes a prompt of. */
        public Bad(long line, String message) {
            this(line, message, false);
        }
    }
}
