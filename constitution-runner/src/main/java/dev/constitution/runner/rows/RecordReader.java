package dev.constitution.runner.rows;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream into records of text, in memory that does not grow with the stream: of a record that is too long,
 * the rest is not kept, and reading goes on after its end. Blank records are skipped. Not thread-safe.
 */
public final class RecordReader implements Closeable {

    private final InputStream in;
    private final RecordBoundary boundary;
    private final int maxBytes;

    private final byte[] chunk = new byte[1 << 16];
    private int chunkSize;
    private int chunkPosition;
    private boolean ended;

    private byte[] kept = new byte[1 << 10];
    private long length;
    private long line = 1;
    private long startLine;
    private boolean blank;
    private int previous;

    public RecordReader(InputStream in, RecordBoundary boundary, int maxBytes) {
        this.in = in;
        this.boundary = boundary;
        this.maxBytes = maxBytes;
    }

    /** The next record, or null after the last. */
    @Nullable
    public RawRecord next() throws IOException {
        while (!ended) {
            readRecord();
            String fault = ended ? boundary.faultAtEnd() : null;
            if (fault != null) {
                return RawRecord.faulty(startLine, fault);
            }
            if (!blank) {
                return record();
            }
        }
        return null;
    }

    private void readRecord() throws IOException {
        length = 0;
        blank = true;
        startLine = line;
        for (int b = read(); b >= 0; b = read()) {
            RecordBoundary.Step step = boundary.step(b);
            if (b == '\r' || (b == '\n' && previous != '\r')) {
                line++;
            }
            previous = b;
            if (step == RecordBoundary.Step.END) {
                return;
            }
            if (step == RecordBoundary.Step.KEEP) {
                keep(b);
            }
            if (blank) {
                startLine = line;
            }
        }
        ended = true;
    }

    private void keep(int b) {
        if (length < maxBytes) {
            if (length == kept.length) {
                kept = Arrays.copyOf(kept, (int) Math.min(maxBytes, kept.length * 2L));
            }
            kept[(int) length] = (byte) b;
        }
        length++;
        blank = blank && isSpace(b);
    }

    /** Zeros are none: what a crash of another program left in place of a row must not go unnoticed. */
    private static boolean isSpace(int b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    private RawRecord record() {
        if (length > maxBytes) {
            String fault = "the row is " + length + " bytes long, the limit is " + maxBytes + "; shorten it";
            return RawRecord.faulty(startLine, fault);
        }
        byte all = 0;
        for (int i = 0; i < length; i++) {
            all |= kept[i];
            if (kept[i] == 0) {
                String fault = "byte " + (i + 1)
                        + " of the row is zero, as in a damaged file or in UTF-16; write the file" + " again, as UTF-8";
                return RawRecord.faulty(startLine, fault);
            }
        }
        if (all >= 0) { // ASCII needs no decoder
            return RawRecord.of(startLine, new String(kept, 0, (int) length, StandardCharsets.ISO_8859_1));
        }
        ByteBuffer bytes = ByteBuffer.wrap(kept, 0, (int) length);
        try {
            // A decoder that is not told otherwise reports what is malformed; String's constructor would replace it.
            return RawRecord.of(
                    startLine, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            String fault = "byte " + (bytes.position() + 1) + " of the row is not UTF-8; save the file as UTF-8";
            return RawRecord.faulty(startLine, fault);
        }
    }

    private int read() throws IOException {
        if (chunkPosition == chunkSize) {
            chunkSize = Math.max(0, in.read(chunk));
            chunkPosition = 0;
            if (chunkSize == 0) {
                return -1;
            }
        }
        return chunk[chunkPosition++] & 0xff;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
