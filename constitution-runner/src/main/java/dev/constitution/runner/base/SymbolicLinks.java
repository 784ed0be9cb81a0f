package dev.constitution.runner.base;

import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps a run's files inside its folder. */
public final class SymbolicLinks {
    private SymbolicLinks() {}

    /**
     * Refuses a file that is a symbolic link: writing to it would change a file that the user did not name.
     *
     * @throws UsageException if it is one
     */
    public static void refuse(Path file) {
        if (Files.isSymbolicLink(file)) {
            throw new UsageException(
                    file + ": is a symbolic link, and a run writes no file outside its folder; remove the link, or name"
                            + " another --out");
        }
    }
}
