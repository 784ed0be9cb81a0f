package dev.constitution.runner.input;

import dev.constitution.chat.Prompt;

/** What became of one row of the input. */
public sealed interface InputRow {

    /** The line on which the row begins, from 1. */
    long line();

    /** A row that is a prompt. */
    record Read(Prompt prompt, long line) implements InputRow {}

    /**
     * A row that is none.
     *
     * @param message what is wrong with it and what to do
     */
    record Bad(long line, String message) implements InputRow {}
}
