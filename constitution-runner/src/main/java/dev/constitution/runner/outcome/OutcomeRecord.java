package dev.constitution.runner.outcome;

/**
 * A row's outcome as the store keeps it.
 *
 * @param row the row's place in the input, from 0
 * @param id the prompt's id; for a row that could not be read, {@code line-} and its line number
 * @param kind what the row ended as
 * @param detail the gate or the kind of failure; empty for a pair
 * @param content the whole outcome, see {@link OutcomeJson}
 */
public record OutcomeRecord(long row, String id, OutcomeKind kind, String detail, StoredOutcome content) {

    /** One whose content is {@link #json}. */
    public OutcomeRecord(long row, String id, OutcomeKind kind, String detail, String json) {
        this(row, id, kind, detail, OutcomeJson.read(json));
    }

    /** The content with all its texts. */
    public String json() {
        return OutcomeJson.line(content);
    }
}
