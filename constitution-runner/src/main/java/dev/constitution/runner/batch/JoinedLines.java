package dev.constitution.runner.batch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The lines of a batch as one list of JSON, for providers that take requests in the request that makes the batch. */
final class JoinedLines {
    private JoinedLines() {}

    /**
     * Puts the lines into a request.
     *
     * @param before the request up to the first of them
     * @param lines each with its end
     * @param after the request behind the last
     */
    static byte[] within(String before, byte[] lines, String after) {
        ByteArrayOutputStream request = new ByteArrayOutputStream(before.length() + lines.length + after.length());
        request.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < lines.length - 1; i++) { // but for the last line's end
            request.write(lines[i] == '\n' ? ',' : lines[i]); // within JSON it is an escape
        }
        request.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return request.toByteArray();
    }
}
