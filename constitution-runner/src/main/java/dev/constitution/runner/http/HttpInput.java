package dev.constitution.runner.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/** What arrives on a connection: lines, then bytes. Used by one thread at a time. */
final class HttpInput {
    /** Most answers fit in. */
    private static final int BUFFER_BYTES = 4096;

    private static final int MAX_LINE = 64 << 10;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private Runnable heard = () -> {};

    HttpInput(InputStream in) {
        this.in = in;
    }

    /** Who is told of every piece that arrives. */
    void tell(Runnable listener) {
        heard = listener;
    }

    /** Whether everything that has arrived is read. */
    boolean isEmpty() {
        return at == end;
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        heard.run();
        at = 0;
        end = Math.max(0, count);
        return count > 0;
    }

    /**
     * The next line, without its end.
     *
     * @throws EOFException when the connection ends before the line does
     */
    String line() throws IOException {
        StringBuilder line = null;
        while (true) {
            if (isEmpty() && !fill()) {
                throw new EOFException();
            }
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            boolean ends = at < end;
            if (ends && line == null) {
                int last = at > from && buffer[at - 1] == '\r' ? at - 1 : at;
                at++;
                return new String(buffer, from, last - from, StandardCharsets.ISO_8859_1);
            }
            String part = new String(buffer, from, at - from, StandardCharsets.ISO_8859_1);
            line = (line == null ? new StringBuilder() : line).append(part);
            if (ends) {
                at++;
                String whole = line.toString();
                return whole.endsWith("\r") ? whole.substring(0, whole.length() - 1) : whole;
            }
            if (line.length() > MAX_LINE) {
                throw new ProtocolException("a line of the answer's head is longer than 64 KiB");
            }
        }
    }

    /** Some bytes, at least one; -1 at the connection's end. */
    int read(byte[] bytes, int start, int length) throws IOException {
        if (isEmpty()) {
            if (length >= buffer.length) {
                int count = in.read(bytes, start, length);
                heard.run();
                return count;
            } else if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, bytes, start, count);
        at += count;
        return count;
    }
}
