package dev.constitution.runner.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection that carries one request at a time. Used by one thread at a time; anyone may close its socket. */
final class HttpConnection {
    /** Servers close idle connections, some after 5 s; a longer pause than this makes sure that one still stands. */
    private static final long CHECK_AFTER_NANOS = Duration.ofSeconds(1).toNanos();

    /** A socket keeps, for each thread, memory outside of the heap as large as the largest piece that it was given. */
    private static final int PIECE = 64 << 10;

    private final Socket plain;
    private final Socket talking;
    private final HttpInput in;
    private final OutputStream out;
    private long idleSince;
    private Duration kept = Duration.ZERO;
    private @Nullable HttpBody body;

    /**
     * @param plain what a cancellation closes, at once whatever goes on above it
     * @param talking the same, or TLS over it
     */
    HttpConnection(Socket plain, Socket talking) throws IOException {
        this.plain = plain;
        this.talking = talking;
        this.in = new HttpInput(talking.getInputStream());
        this.out = talking.getOutputStream();
    }

    Socket socket() {
        return plain;
    }

    /** Who is told of each piece of an answer. */
    void tell(Runnable listener) {
        in.tell(listener);
    }

    /** Sends a request, and returns the head of its answer. */
    HttpHead send(byte[] message) throws IOException {
        body = null; // of the request before
        for (int from = 0; from < message.length; from += PIECE) {
            out.write(message, from, Math.min(PIECE, message.length - from));
        }
        out.flush();
        HttpHead head = HttpHead.read(in);
        body = head.body(in);
        kept = head.kept();
        return head;
    }

    /** The body of the answer whose head was last read. */
    HttpBody body() {
        if (body == null) {
            throw new IllegalStateException("no answer was read");
        }
        return body;
    }

    /** Whether another request may go over it: the answer was read whole and nothing follows it. */
    boolean isFree() {
        idleSince = System.nanoTime();
        return body != null && body.isWhole() && in.isEmpty() && !kept.isZero();
    }

    /** Whether it has been idle for longer than the server keeps it. */
    boolean isForgotten() {
        return System.nanoTime() - idleSince >= kept.toNanos();
    }

    /** Whether it still stands, as far as can be told. */
    boolean stands() {
        long idle = System.nanoTime() - idleSince;
        return idle < kept.toNanos() && (idle < CHECK_AFTER_NANOS || isSilent());
    }

    /** Whether there is nothing to read, not even the end. */
    private boolean isSilent() {
        try {
            talking.setSoTimeout(1);
            int unused = talking.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return canWait();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean canWait() {
        try {
            talking.setSoTimeout(0);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void close() {
        try {
            plain.close();
        } catch (IOException e) {
            return; // it is gone either way
        }
    }
}
