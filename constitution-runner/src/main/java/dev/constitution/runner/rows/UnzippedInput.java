package dev.constitution.runner.rows;

import dev.constitution.runner.base.UsageException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A gzipped input's content; damage is told with the input's name, and never taken for its end. */
final class UnzippedInput extends GZIPInputStream {
    private final String location;

    private UnzippedInput(String location, InputStream in) throws IOException {
        super(in, 1 << 13);
        this.location = location;
    }

    static UnzippedInput of(String location, InputStream in) throws IOException {
        try {
            return new UnzippedInput(location, in);
        } catch (EOFException | ZipException e) {
            throw damaged(location, e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (EOFException | ZipException e) {
            throw damaged(location, e);
        }
    }

    private static UsageException damaged(String location, IOException cause) {
        return new UsageException(location + ": the gzip data is damaged or cut off; fetch it again", cause);
    }
}
