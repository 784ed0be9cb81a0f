package dev.constitution.runner.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders that hold files only. */
public final class Folders {
    private Folders() {}

    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    public static void clear(Path folder) throws IOException {
        for (Path file : files(folder)) {
            Files.delete(file);
        }
    }

    /** Makes a folder hold what another holds, and nothing else. */
    public static void copy(Path from, Path to) throws IOException {
        clear(Files.createDirectories(to));
        for (Path file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}
