package dev.constitution.runner.rows;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Something odd in a row that can be read all the same; it is told, never mended.
 *
 * @param message what is odd, for people
 */
public record RowOddity(Kind kind, String message) {

    /** What dirt is counted by. */
    public enum Kind {
        /** An answer has no text. */
        EMPTY_ANSWER,
        /** The two answers are the same. */
        EQUAL_ANSWERS,
        /** The same answers to the same prompt have the other label in an earlier row. */
        CONTRADICTED,
        /** An answer holds the mark of a further turn. */
        NESTED_TURN,
        /** The turns before the answers are no prompt: a model cannot be asked about the row. */
        NO_PROMPT;

        /** The name as it stands in files. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
