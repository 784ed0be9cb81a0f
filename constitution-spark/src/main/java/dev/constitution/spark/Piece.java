package dev.constitution.spark;

import dev.constitution.runner.base.Json;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Lines of an input that follow one another, as a file. A file beside it holds where each line begins, and where the last one
 * ends, in eight bytes each: so a slice's lines are found whatever stands before them.
 *
 * @param name of the file
 * @param lines how many there are, blank ones too
 * @param hash of the lines in their order, see {@link LinesHash}
 */
record Piece(String name, long lines, long hash) {
    private static final int BUFFER_BYTES = 1 << 16;

    private Path file(Path folder) {
        return new Path(folder, name + ".jsonl");
    }

    private Path places(Path folder) {
        return new Path(folder, name + ".places");
    }

    /** Whether a file is one of this piece's. */
    boolean owns(String file) {
        return file.startsWith(name + ".");
    }

    LinesHash linesHash() {
        return new LinesHash(lines, hash);
    }

    /** Writes lines under a name of their own: a piece of an attempt that came to nothing is named by nobody. */
    static Piece write(Iterator<byte[]> lines, FileSystem files, Path folder) throws IOException {
        Piece begun = new Piece(UUID.randomUUID().toString(), 0, 0);
        LinesHash hash = LinesHash.NONE;
        long place = 0;
        try (OutputStream out = new BufferedOutputStream(files.create(begun.file(folder), false), BUFFER_BYTES);
                DataOutputStream places = new DataOutputStream(
                        new BufferedOutputStream(files.create(begun.places(folder), false), BUFFER_BYTES))) {
            places.writeLong(place);
            while (lines.hasNext()) {
                byte[] line = lines.next();
                hash = hash.plus(line);
                out.write(line);
                out.write('\n');
                place += line.length + 1L;
                places.writeLong(place);
            }
        }
        return new Piece(begun.name, hash.lines(), hash.hash());
    }

    /** Some of its lines. */
    InputStream open(FileSystem files, Path folder, long first, long count) throws IOException {
        long from;
        long to;
        try (FSDataInputStream places = files.open(places(folder))) {
            places.seek(first * Long.BYTES);
            from = places.readLong();
            places.seek((first + count) * Long.BYTES);
            to = places.readLong();
        }
        FSDataInputStream lines = files.open(file(folder));
        lines.seek(from);
        return new Bounded(lines, to - from);
    }

    /** As text, whatever serialiser a session has. */
    String toText() {
        return Json.line(this);
    }

    static Piece of(String text) {
        return Json.read(text, Piece.class);
    }

    /** The next bytes of a stream, so many. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long bytes) {
            super(in);
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(into, from, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = in.skip(Math.min(bytes, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(in.available(), left);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
