package dev.constitution.runner.rows;

import org.jspecify.annotations.Nullable;

/**
 * What lies between two boundaries of an input.
 *
 * @param line the line of its first character that is not white space, from 1
 * @param content its text without the line end; empty when there is a fault
 * @param fault why there is no text, or null
 */
public record RawRecord(long line, String content, @Nullable String fault) {

    static RawRecord of(long line, String content) {
        return new RawRecord(line, content, null);
    }

    static RawRecord faulty(long line, String fault) {
        return new RawRecord(line, "", fault);
    }

    public String text() throws BadRowException {
        if (fault != null) {
            throw new BadRowException(fault);
        }
        return content;
    }
}
