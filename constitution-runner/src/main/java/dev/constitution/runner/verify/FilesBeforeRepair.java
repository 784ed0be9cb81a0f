package dev.constitution.runner.verify;

import dev.constitution.runner.export.ExportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The files that a run has written, when rows have been lost to its store since: they are the last copy of those rows, and the
 * run's command would write them anew with the rows that it has by then.
 */
public final class FilesBeforeRepair {
    private static final String SUFFIX = ".before-repair";

    private FilesBeforeRepair() {}

    /** Gives them names under which no command touches them. */
    public static void keep(Path directory, Consumer<String> said) throws IOException {
        for (String name : ExportWriter.namesOfEveryRun()) {
            Path file = directory.resolve(name);
            if (Files.isRegularFile(file)) {
                Path kept = free(directory, name + SUFFIX);
                Files.move(file, kept);
                said.accept("kept: " + name + ", which may hold rows that are lost, as " + kept.getFileName());
            }
        }
    }

    private static Path free(Path directory, String name) {
        Path free = directory.resolve(name);
        for (int n = 2; Files.exists(free); n++) {
            free = directory.resolve(name + "-" + n);
        }
        return free;
    }
}
