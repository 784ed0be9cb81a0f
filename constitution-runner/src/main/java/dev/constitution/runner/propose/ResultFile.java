package dev.constitution.runner.propose;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.export.RunFileGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that a command makes of its runs, which its user may edit: what was edited is not written over unasked. */
public final class ResultFile {
    private static final String REMEDY = "name another file or add --force";

    private ResultFile() {}

    /**
     * Refuses a file that is there before the runs have begun, and one of a run.
     *
     * @param folder of the command's runs
     * @throws UsageException if it is such
     */
    public static void requireFree(Path to, Path folder, boolean force) throws IOException {
        RunFileGuard.requireNoneOfAnyRun(to);
        if (Files.exists(to) && !Files.exists(folder) && !force) {
            throw new UsageException(to + " is there already; " + REMEDY);
        }
    }

    /**
     * Writes the file.
     *
     * @param copy in the folder of the command's runs, by which a file is known that nobody has edited since
     * @param force whether any other file of the name is replaced
     * @throws UsageException if there is one
     */
    public static void write(Path to, Path copy, String text, boolean force) throws IOException {
        if (Files.exists(to) && !force) {
            String there = Files.readString(to);
            boolean unedited = Files.exists(copy) && there.equals(Files.readString(copy));
            if (!unedited && !there.equals(text)) {
                throw new UsageException(to + " is there already and other; " + REMEDY + " (nothing is asked again)");
            }
        }
        WholeFile.write(to, text);
        WholeFile.write(copy, text);
    }
}
