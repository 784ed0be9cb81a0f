package dev.constitution.runner.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** The lines of a long body, one at a time: what is held is one line. */
final class BodyLines {
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int BUFFER_BYTES = 64 << 10;

    private BodyLines() {}

    /**
     * Reads a body to its end.
     *
     * @param claim says how long one answer may be; longer lines are passed over
     * @param lines takes each line that is not blank
     */
    static void read(InputStream body, AnswerRoom.Claim claim, Consumer<String> lines) throws IOException {
        InputStream in = plain(body);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean fits = true;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                take(line, fits, lines);
                line = line.size() > BUFFER_BYTES ? new ByteArrayOutputStream() : line;
                line.reset();
                fits = true;
            } else if (fits) {
                line.write(next);
                fits = claim.allows(line.size());
            }
        }
        take(line, fits, lines);
    }

    private static void take(ByteArrayOutputStream line, boolean fits, Consumer<String> lines) {
        String text = fits ? line.toString(StandardCharsets.UTF_8).strip() : "";
        if (!text.isEmpty()) {
            lines.accept(text);
        }
    }

    /** Some servers compress though nobody asked them to. */
    static InputStream plain(InputStream body) throws IOException {
        BufferedInputStream in = new BufferedInputStream(body, BUFFER_BYTES);
        in.mark(2);
        boolean isZipped = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        in.reset();
        return isZipped ? new BufferedInputStream(new GZIPInputStream(in), BUFFER_BYTES) : in;
    }
}
