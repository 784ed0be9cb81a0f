package dev.constitution.runner.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/** What a file's bytes are known by: how many they are, and their CRC-32C. */
public record FileStamp(long bytes, long crc) {
    private static final int BUFFER_BYTES = 1 << 16;

    public static FileStamp of(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        long bytes = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc.update(buffer, 0, count);
                bytes += count;
            }
        }
        return new FileStamp(bytes, crc.getValue());
    }

    /** Empty where there is no such file. */
    public static Optional<FileStamp> ifThere(Path file) throws IOException {
        return Files.isRegularFile(file) ? Optional.of(of(file)) : Optional.empty();
    }
}
