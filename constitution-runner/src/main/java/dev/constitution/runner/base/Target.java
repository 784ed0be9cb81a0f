package dev.constitution.runner.base;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is written where a user has said: if it cannot be, the failure names the target and ends with {@link ExitCode#STORAGE}. */
public final class Target {
    private Target() {}

    /** Writes. */
    @FunctionalInterface
    public interface Writing<T> {
        T write() throws IOException;
    }

    /**
     * Does what writes a target.
     *
     * @throws StoreException if it cannot be written
     */
    public static <T> T write(Path target, Writing<T> writing) {
        try {
            return writing.write();
        } catch (IOException e) {
            throw failure(target.toString(), e);
        } catch (UncheckedIOException e) {
            throw failure(target.toString(), e.getCause() == null ? new IOException(e) : e.getCause());
        }
    }

    /**
     * Makes a folder, and those that it is in, where they are missing.
     *
     * @throws UsageException if a file is in the way
     * @throws StoreException if it cannot be made
     */
    public static Path folder(Path folder) {
        return write(folder, () -> {
            try {
                return Files.createDirectories(folder);
            } catch (FileAlreadyExistsException e) {
                throw new UsageException(e.getFile() + ": is a file; name a folder", e);
            }
        });
    }

    /** A stream to a target, whose failures are told apart from those of what is read meanwhile. */
    public static OutputStream stream(Path target, OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int one) {
                var unused = Target.write(target, () -> {
                    out.write(one);
                    return target;
                });
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                var unused = Target.write(target, () -> {
                    out.write(bytes, from, length);
                    return target;
                });
            }
        };
    }

    /** What is said of a target that cannot be written. */
    public static StoreException failure(String target, IOException cause) {
        return new StoreException(
                target + ": cannot be written",
                new IOException(reason(cause) + "; make room or let it be written, or" + " name another place", cause));
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "access is denied";
        }
        String reason = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
        return reason == null ? cause.toString() : reason;
    }
}
