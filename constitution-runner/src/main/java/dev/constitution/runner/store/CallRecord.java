package dev.constitution.runner.store;

import dev.constitution.runner.call.PendingCall;
import dev.constitution.runner.wire.RawAnswer;

/**
 * An answered model call as the store keeps it.
 *
 * @param row the input row it was made for
 * @param ordinal which call of the row it is, from 0
 * @param prompt the prompt's id
 * @param step where in the stage it stands, see {@link dev.constitution.chat.ModelCall#step()}
 * @param role what the model was asked for, as {@link dev.constitution.runner.call.CallRoles} name it
 * @param request SHA-256 of the request in hexadecimal digits
 * @param raw what came back
 */
public record CallRecord(
        long row, int ordinal, String prompt, String step, String role, String request, RawAnswer raw) {
    static final int ORDINAL_BITS = 20;

    public CallRecord {
        if (ordinal < 0 || ordinal >= 1 << ORDINAL_BITS) {
            throw new IllegalArgumentException("a row cannot have " + ordinal + " calls");
        }
    }

    /** The next answer of the pending call's row. */
    public static CallRecord of(PendingCall pending, RawAnswer raw) {
        return new CallRecord(
                pending.row(),
                pending.ordinals().getAsInt(),
                pending.call().promptId(),
                pending.call().step(),
                pending.asked(),
                pending.request(),
                raw);
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
    public boolean answers(String requestStep, String requestHash) {
        return step.equals(requestStep) && request.equals(requestHash);
    }
}
