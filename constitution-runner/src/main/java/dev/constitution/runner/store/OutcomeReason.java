package dev.constitution.runner.store;

import dev.constitution.runner.outcome.OutcomeKind;
import java.util.OptionalLong;

/**
 * Why rows became no pair: one kind of failure or of rejection, told by the first row that ended so.
 *
 * @param kind {@link OutcomeKind#FAILED} or {@link OutcomeKind#REJECTED}
 * @param detail the kind of failure, or the gate
 * @param rows how many rows ended so
 * @param row the first of them by its number in the input, from 1
 * @param id its id
 * @param line where it begins in the input; known of a row that could not be read
 * @param words what the provider said, or the gate; whole, and with whatever characters they hold
 * @param tokens of truncated answers: the limit that cut the first one off, as far as it is known
 */
public record OutcomeReason(
        OutcomeKind kind,
        String detail,
        long rows,
        long row,
        String id,
        OptionalLong line,
        String words,
        OptionalLong tokens) {

    /** Whether rows failed so. */
    public boolean isFailure() {
        return kind == OutcomeKind.FAILED;
    }
}
