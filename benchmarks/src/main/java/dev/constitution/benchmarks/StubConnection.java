package dev.constitution.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A client's connection to the stub server, which carries one request at a time. Used by the server's one thread. */
final class StubConnection {
    private static final String LENGTH = "\r\ncontent-length:";

    private final SocketChannel channel;
    private byte[] received = new byte[4096];
    private int size;

    StubConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** A request.
     *
     * @param target the path and query
     * @param hash of its body
     */
    record Request(String target, long hash) {}

    /** Takes what has come, and gives the request once it is whole. */
    @Nullable
    Request read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            throw new EOFException();
        }
        buffer.flip();
        int end = size + buffer.remaining();
        if (end > received.length) {
            received = Arrays.copyOf(received, 2 * end);
        }
        buffer.get(received, size, end - size);
        size = end;
        return whole();
    }

    private @Nullable Request whole() {
        int body = bodyStart();
        if (body < 0) {
            return null;
        }
        String head = new String(received, 0, body, StandardCharsets.ISO_8859_1);
        int length = length(head.toLowerCase(Locale.ROOT));
        if (size < body + length) {
            return null;
        }
        size = 0;
        return new Request(head.split(" ", 3)[1], hash(body, length));
    }

    private int bodyStart() {
        for (int i = 3; i < size; i++) {
            if (received[i] == '\n' && received[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int length(String head) {
        int at = head.indexOf(LENGTH);
        return at < 0
                ? 0
                : Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf('\r', at + 2))
                        .strip());
    }

    private long hash(int offset, int length) {
        ByteBuffer body = ByteBuffer.wrap(received, offset, length);
        long hash = length;
        while (body.remaining() >= Long.BYTES) {
            hash = (hash ^ body.getLong()) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        while (body.hasRemaining()) {
            hash = (hash ^ body.get()) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    /** Sends a whole answer; small ones fit the socket's buffer. */
    void write(ByteBuffer answer) throws IOException {
        while (answer.hasRemaining()) {
            channel.write(answer);
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void close() throws IOException {
        channel.close();
    }
}
