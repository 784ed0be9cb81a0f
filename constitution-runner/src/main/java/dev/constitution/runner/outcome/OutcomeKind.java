package dev.constitution.runner.outcome;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a row of a run ends as; every input row ends as exactly one. */
public enum OutcomeKind {
    /** A preference pair. */
    PAIR,
    /** A conversation to learn from, in which a model speaks of itself. */
    CONVERSATION,
    /** Answers that the row came with, judged. */
    JUDGED,
    /** A prompt of an experiment that every arm gave an answer to. */
    TRIED,
    /** Answered, but a gate kept it from being a pair. */
    REJECTED,
    /** A call failed, or the input row could not be read. */
    FAILED;

    /** The name as it stands in stores and files. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word for so many of it. */
    public String noun(long count) {
        boolean isCounted = this == PAIR || this == CONVERSATION;
        return label() + (isCounted && count != 1 ? "s" : "");
    }

    /** The kind of a name that {@link #label} has given. */
    public static OutcomeKind of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
