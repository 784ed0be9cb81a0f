package dev.constitution.runner;

/**
 * An answered model call as the store keeps it.
 *
 * @param row the input row it was made for
 * @param ordinal which call of the row it is, from 0
 * @param step where in the stage it stands, see {@link dev.constitution.ModelCall#step()}
 * @param role what the model was asked for
 * @param request SHA-256 of the request in hexadecimal digits
 * @param response what came back, see {@link ResponseJson}
 * @param latencyMillis from sending to the whole answer
 */
record CallRecord(
        long row, int ordinal, String step, String role, String request, String response, long latencyMillis) {
    private static final int ORDINAL_BITS = 20;

    CallRecord {
        if (ordinal < 0 || ordinal >= 1 << ORDINAL_BITS) {
            throw new IllegalArgumentException("a row cannot have " + ordinal + " calls");
        }
    }

    /** Row and ordinal in one number: near-ascending keys keep inserts at the end of the table. */
    long key() {
        return firstKey(row) + ordinal;
    }

    static long firstKey(long row) {
        return row << ORDINAL_BITS;
    }

    static int ordinalOf(long key) {
        return (int) (key & ((1 << ORDINAL_BITS) - 1));
    }
}
