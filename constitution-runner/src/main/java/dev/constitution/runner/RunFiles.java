package dev.constitution.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The files that a run goes on with, which nothing else may write over. */
final class RunFiles {
    private static final Set<String> OWN =
            Set.of(StoreFile.NAME, StoreFile.NAME + "-wal", StoreFile.NAME + "-shm", "run.lock", Run.SPOOLED_PROMPTS);

    private RunFiles() {}

    /**
     * Refuses a file that belongs to a run, or that its prompts are read from.
     *
     * @throws UsageException if it does
     */
    static void requireNoneOf(RunStore store, Path file) throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path own = store.file().toAbsolutePath().normalize().getParent();
        String name = String.valueOf(file.getFileName());
        RunManifest run = RunManifest.of(store);
        boolean isOwn = OWN.contains(name)
                || name.equals(ExportGates.REPORT)
                || Exports.ofEveryRun(run.source(), run.provenance()).containsKey(name);
        if (folder != null && own != null && isSame(folder, own) && isOwn) {
            throw new UsageException(file + ": is a file of the run itself; name another");
        }
        Path prompts = Path.of(run.source().location());
        if (isSame(file, prompts)) {
            throw new UsageException(file + ": holds the run's prompts; name another file");
        }
    }

    private static boolean isSame(Path a, Path b) throws IOException {
        return Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
    }
}
