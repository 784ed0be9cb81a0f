package dev.constitution.runner.base;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, which remembers that it could not be written: print streams keep that to themselves. Not buffered.
 */
public final class StandardOutput extends OutputStream {
    /** What a program ends with whose reader has gone: that of SIGPIPE in a shell. */
    public static final int CLOSED = 141;

    /** Where Linux says what standard output is. */
    private static final Path KIND = Path.of("/proc/self/fd/1");

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private volatile @Nullable IOException failure;

    /** Becomes what {@link System#out} writes to. */
    public void install() {
        String encoding = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
        Charset charset = encoding.isEmpty() ? Charset.defaultCharset() : Charset.forName(encoding);
        System.setOut(new PrintStream(new BufferedOutputStream(this), true, charset));
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Why it could not be written; empty where all was. */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether it could not be written since its reader has closed it, as {@code head} does. */
    public boolean isClosed() {
        IOException failed = failure;
        return failed != null
                && (isPipe() || String.valueOf(failed.getMessage()).contains("Broken pipe"));
    }

    /** The system's words for a broken pipe are in the user's language. */
    private static boolean isPipe() {
        try {
            String kind = Files.readSymbolicLink(KIND).toString();
            return kind.startsWith("pipe:") || kind.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
