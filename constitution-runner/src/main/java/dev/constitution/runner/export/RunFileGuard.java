package dev.constitution.runner.export;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.store.AnswerLog;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The files that a run goes on with, which nothing else may write over. */
final class RunFileGuard {
    private static final Set<String> NAMES = Set.of(
            StoreFile.NAME,
            StoreFile.NAME + "-wal",
            StoreFile.NAME + "-shm",
            "run.lock",
            PromptSource.SPOOLED,
            ExportGates.REPORT);

    private RunFileGuard() {}

    /**
     * Refuses a file that belongs to a run, or that its prompts are read from.
     *
     * @throws UsageException if it does
     */
    static void requireNoneOf(RunStore store, Path file) throws IOException {
        RunManifest run = RunManifest.of(store);
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path own = store.file().toAbsolutePath().normalize().getParent();
        if (folder != null
                && own != null
                && isSame(folder, own)
                && files(run, own).contains(own.resolve(file.getFileName()))) {
            throw new UsageException(file + ": is a file of the run itself; name another");
        }
        Path prompts = Path.of(run.source().location());
        if (isSame(file, prompts)) {
            throw new UsageException(file + ": holds the run's prompts; name another file");
        }
    }

    private static Set<Path> files(RunManifest run, Path folder) {
        Set<Path> files = new HashSet<>(AnswerLog.files(folder));
        Stream.concat(NAMES.stream(), ExportWriter.ofEveryRun(run.source(), run.provenance()).keySet().stream())
                .map(folder::resolve)
                .forEach(files::add);
        return files;
    }

    private static boolean isSame(Path a, Path b) throws IOException {
        return Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
    }
}
