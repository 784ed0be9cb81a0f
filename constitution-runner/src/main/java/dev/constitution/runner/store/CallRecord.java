package dev.constitution.runner.store;

import dev.constitution.runner.wire.ResponseJson;
import java.util.Locale;

/**
 * An answered model call as the store keeps it.
 *
 * @param row the input row it was made for
 * @param ordinal which call of the row it is, from 0
 * @param prompt the prompt's id
 * @param step where in the stage it stands, see {@link dev.constitution.chat.ModelCall#step()}
 * @param role what the model was asked for
 * @param request SHA-256 of the request in hexadecimal digits
 * @param form what the answer is kept as
 * @param answer what came back
 * @param latencyMillis from sending to the whole answer
 * @param isCounted whether what it took has been noted
 */
public record CallRecord(
        long row,
        int ordinal,
        String prompt,
        String step,
        String role,
        String request,
        Form form,
        String answer,
        long latencyMillis,
        boolean isCounted) {
    private static final int ORDINAL_BITS = 20;

    /** What an answer is kept as. */
    public enum Form {
        /** The body of the provider's HTTP response, untouched. */
        HTTP,
        /** What a model without HTTP said, see {@link ResponseJson}. */
        REPLY;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Form of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    public CallRecord {
        if (ordinal < 0 || ordinal >= 1 << ORDINAL_BITS) {
            throw new IllegalArgumentException("a row cannot have " + ordinal + " calls");
        }
    }

    /** Row and ordinal in one number: near-ascending keys keep inserts at the end of the table. */
    public long key() {
        return firstKey(row) + ordinal;
    }

    static long firstKey(long row) {
        return row << ORDINAL_BITS;
    }

    static long rowOf(long key) {
        return key >> ORDINAL_BITS;
    }

    static int ordinalOf(long key) {
        return (int) (key & ((1 << ORDINAL_BITS) - 1));
    }

    /** Whether this is an answer to a request of this step and hash. */
    boolean answers(String requestStep, String requestHash) {
        return step.equals(requestStep) && request.equals(requestHash);
    }
}
