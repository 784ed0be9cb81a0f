package dev.constitution.runner.rows;

import java.util.List;

/**
 * What a user should hear of how a row was read.
 *
 * @param answerDropped whether the conversation ended with an answer, which is not part of the prompt
 * @param leftOut fields that look like a part of the prompt, and are none
 */
public record RowNotes(boolean answerDropped, List<String> leftOut) {
    public static final RowNotes NONE = new RowNotes(false, List.of());

    public RowNotes {
        leftOut = List.copyOf(leftOut);
    }
}
