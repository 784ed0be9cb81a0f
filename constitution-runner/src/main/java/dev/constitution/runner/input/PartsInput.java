package dev.constitution.runner.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The bytes of a file's parts, one after another; a part whose last line has no end is given one. */
final class PartsInput extends InputStream {
    private final Iterator<Path> parts;
    private InputStream current;
    private int last = '\n';

    PartsInput(List<Path> parts) throws IOException {
        this.parts = parts.iterator();
        this.current = Files.newInputStream(this.parts.next());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            int count = current.read(bytes, from, length);
            if (count > 0) {
                last = bytes[from + count - 1];
                return count;
            }
            if (!parts.hasNext()) {
                return -1;
            }
            current.close();
            current = Files.newInputStream(parts.next());
            if (last != '\n') {
                last = '\n';
                bytes[from] = '\n';
                return 1;
            }
        }
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
