package dev.constitution.runner.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * An answer's body as the connection brings it. It ends where the answer says, or fails when the connection ends before. Used
 * by one thread.
 */
public abstract class HttpBody extends InputStream {
    /** No more than this is set aside because of what a server says. */
    private static final int MOST_AT_ONCE = 1 << 20;

    private static final Pattern CHUNK_LENGTH = Pattern.compile("[0-9A-Fa-f]{1,15}");

    final HttpInput in;

    private HttpBody(HttpInput in) {
        this.in = in;
    }

    /** So many bytes. */
    static HttpBody ofLength(HttpInput in, long bytes) {
        return new OfLength(in, bytes);
    }

    /** Pieces with their lengths before them. */
    static HttpBody inChunks(HttpInput in) {
        return new InChunks(in);
    }

    /** All that comes before the connection ends. */
    static HttpBody untilTheEnd(HttpInput in) {
        return new UntilTheEnd(in);
    }

    /** How many bytes the server says it has; negative where it does not. */
    public long length() {
        return -1;
    }

    /** Whether the whole body was read and the connection stands at the answer's end. */
    abstract boolean isWhole();

    @Override
    public abstract int read(byte[] bytes, int start, int most) throws IOException;

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private static final class OfLength extends HttpBody {
        private final long length;
        private long left;

        OfLength(HttpInput in, long length) {
            super(in);
            this.length = length;
            this.left = length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public int read(byte[] bytes, int start, int most) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(bytes, start, (int) Math.min(left, most));
            if (count < 0) {
                throw new EOFException("the answer was cut off: " + (length - left) + " of " + length + " bytes came");
            }
            left -= count;
            return count;
        }

        /** In one array of the right length. */
        @Override
        public byte[] readNBytes(int most) throws IOException {
            if (left > MOST_AT_ONCE) {
                return super.readNBytes(most);
            }
            byte[] bytes = new byte[(int) Math.min(left, most)];
            int count = readNBytes(bytes, 0, bytes.length);
            return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
        }

        @Override
        boolean isWhole() {
            return left == 0;
        }
    }

    private static final class InChunks extends HttpBody {
        private long left;
        private boolean begun;
        private boolean ended;

        InChunks(HttpInput in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int start, int most) throws IOException {
            try {
                if (left == 0 && !ended) {
                    next();
                }
                if (ended) {
                    return -1;
                }
                int count = in.read(bytes, start, (int) Math.min(left, most));
                if (count < 0) {
                    throw new EOFException();
                }
                left -= count;
                return count;
            } catch (EOFException e) {
                throw new EOFException("the answer was cut off: the connection ended before its last piece");
            }
        }

        private void next() throws IOException {
            if (begun && !in.line().isEmpty()) {
                throw new ProtocolException("a piece of the answer is longer than its stated length");
            }
            begun = true;
            String line = in.line();
            int extension = line.indexOf(';');
            String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
            if (!CHUNK_LENGTH.matcher(digits).matches()) {
                throw new ProtocolException("a piece of the answer has no length");
            }
            left = Long.parseLong(digits, 16);
            if (left == 0) {
                while (!in.line().isEmpty()) {} // what some servers say after the body
                ended = true;
            }
        }

        @Override
        boolean isWhole() {
            return ended;
        }
    }

    private static final class UntilTheEnd extends HttpBody {
        UntilTheEnd(HttpInput in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int start, int most) throws IOException {
            return in.read(bytes, start, most);
        }

        /** The connection has ended with it. */
        @Override
        boolean isWhole() {
            return false;
        }
    }
}
