package dev.constitution.runner.export;

import dev.constitution.runner.base.FileParts;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.format.VerdictsExport;
import dev.constitution.runner.input.ImageFolder;
import dev.constitution.runner.input.RunInput;
import dev.constitution.runner.store.AnswerLog;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreFile;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that a run goes on with, which nothing else may write over. */
public final class RunFileGuard {
    /** In lower case: there are disks on which the case of letters does not count. */
    private static final Set<String> NAMES = Stream.concat(
                    AnswerLog.files(Path.of("")).stream().map(Path::toString),
                    Stream.of(
                            StoreFile.NAME,
                            StoreFile.NAME + "-wal",
                            StoreFile.NAME + "-shm",
                            "run.lock",
                            "looks.jsonl",
                            RunInput.NAME,
                            ExportGates.REPORT,
                            ExportWriter.PAIRS,
                            ExportWriter.CONVERSATIONS,
                            VerdictsExport.FILE))
            .flatMap(name -> Stream.of(name, name + ".partial"))
            .collect(Collectors.toUnmodifiableSet());

    private RunFileGuard() {}

    /**
     * Refuses a file that belongs to a run, this one or another, or that the run's prompts were read from.
     *
     * @throws UsageException if it does
     */
    static void requireNoneOf(StoreView store, Path file) throws IOException {
        requireNoneOfAnyRun(file);
        Path prompts = Path.of(RunManifest.of(store).source().location());
        if (Files.exists(file) && holds(file, prompts)) {
            throw new UsageException(file + ": holds the run's prompts; name another file");
        }
    }

    /** Whether a file is that of the prompts, or a part of it, or in their folder. */
    private static boolean holds(Path file, Path prompts) throws IOException {
        if (Files.isDirectory(prompts)) {
            return Files.isSameFile(prompts, file.resolveSibling("."));
        }
        for (Path part : FileParts.found(prompts)) {
            if (Files.isSameFile(file, part)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Refuses a file that belongs to a run, by whatever way it is named.
     *
     * @throws UsageException if it does
     */
    public static void requireNoneOfAnyRun(Path file) throws IOException {
        if (isOfARun(file.toAbsolutePath().normalize())
                || (Files.exists(file) && isOfARun(file.toRealPath()))
                || isLinkedToARun(file)) {
            throw new UsageException(file + ": is a file of a run itself; name another");
        }
    }

    private static boolean isOfARun(Path file) {
        Path folder = file.getParent();
        return folder != null && (isNamed(file, folder) || isAnImage(folder));
    }

    private static boolean isNamed(Path file, Path folder) {
        return Files.isRegularFile(folder.resolve(StoreFile.NAME))
                && NAMES.contains(String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT));
    }

    /** Whether a folder is that of a run's images. */
    private static boolean isAnImage(Path folder) {
        return String.valueOf(folder.getFileName()).equalsIgnoreCase(ImageFolder.NAME)
                && Files.isRegularFile(folder.resolveSibling(StoreFile.NAME));
    }

    /** A link to a file that is not there yet. */
    private static boolean isLinkedToARun(Path file) throws IOException {
        return Files.isSymbolicLink(file)
                && isOfARun(file.toAbsolutePath()
                        .resolveSibling(Files.readSymbolicLink(file))
                        .normalize());
    }
}
