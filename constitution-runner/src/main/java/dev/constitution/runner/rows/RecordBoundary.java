package dev.constitution.runner.rows;

import org.jspecify.annotations.Nullable;

/**
 * Where one record of a byte stream ends and the next begins: a state machine that is given each byte once. Bytes, not
 * characters, so that a record in a wrong encoding cannot hide the end of the record; all delimiters are ASCII.
 */
public interface RecordBoundary {

    /** What a byte is. */
    enum Step {
        /** A part of the current record. */
        KEEP,
        /** A part of no record. */
        SKIP,
        /** The end of the current record, and no part of it. */
        END
    }

    Step step(int b);

    /** What is wrong when the stream ends here, with what to do; null when nothing is. */
    default @Nullable String faultAtEnd() {
        return null;
    }

    /**
     * A record a line. Lines end with a line feed, a carriage return, or both, as editors have it, also where a file mixes
     * them: U+2028, U+2029 and NEL are text.
     */
    static RecordBoundary lines() {
        return b -> isLineEnd(b) ? Step.END : Step.KEEP;
    }

    /** Of a carriage return and a line feed in a row, the second ends a blank record, which is none. */
    static boolean isLineEnd(int b) {
        return b == '\n' || b == '\r';
    }
}
