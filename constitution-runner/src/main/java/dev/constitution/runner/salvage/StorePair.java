package dev.constitution.runner.salvage;

import dev.constitution.runner.store.StoreFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A store's file and its write-ahead log; either may be missing. */
record StorePair(Path file, Path log) {

    /** The one that a run of this folder uses. */
    static StorePair in(Path directory) {
        return named(directory.resolve(StoreFile.NAME));
    }

    static StorePair named(Path file) {
        return new StorePair(file, file.resolveSibling(file.getFileName() + "-wal"));
    }

    /** Whether there is a file that holds something. */
    boolean hasFile() throws IOException {
        return holds(file);
    }

    /** Whether there is a log that holds something. */
    boolean hasLog() throws IOException {
        return holds(log);
    }

    private static boolean holds(Path path) throws IOException {
        return Files.isRegularFile(path) && Files.size(path) > 0;
    }
}
