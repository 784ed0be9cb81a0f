package dev.constitution.runner.input;

import dev.constitution.runner.base.TemporaryFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What a start puts into its run's folder under a name of its own, until the start is known to be no other run's. */
final class StagedFiles {
    private static final String PARTIAL = ".partial";

    private StagedFiles() {}

    /** A further name for what is to be kept under this one. */
    static Path of(Path kept) {
        return kept.resolveSibling(kept.getFileName() + "-" + UUID.randomUUID() + PARTIAL);
    }

    /** What starts that were killed, or go on, have there of what is to be kept under this name. */
    static List<Path> left(Path kept) throws IOException {
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(
                Objects.requireNonNull(kept.toAbsolutePath().getParent()), kept.getFileName() + "-*" + PARTIAL)) {
            found.forEach(left::add);
        }
        Collections.sort(left);
        return left;
    }

    /** Removes these; nobody else may start. */
    static void removeLeft(Path kept) throws IOException {
        for (Path one : left(kept)) {
            TemporaryFolder.remove(one);
        }
    }
}
