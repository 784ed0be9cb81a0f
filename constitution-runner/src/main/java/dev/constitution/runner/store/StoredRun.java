package dev.constitution.runner.store;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.base.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The run that a folder holds, read without changing a byte of the folder, so that a start can be refused before it has
 * done anything.
 *
 * @param principles its constitution as YAML, where it is stored
 * @param isUntouched whether nothing was answered and no row was done
 * @param failures the kinds of failure that rows ended in
 */
public record StoredRun(RunManifest manifest, Optional<String> principles, boolean isUntouched, Set<String> failures) {

    /**
     * Empty where the folder holds none, or one that ended before it began.
     *
     * @throws CorruptStoreException if what is there cannot be read
     */
    public static Optional<StoredRun> in(Path directory) throws IOException {
        return reading(directory, queries -> in(directory, queries));
    }

    /** Reads a store. */
    @FunctionalInterface
    private interface Reading<T> {
        Optional<T> of(StoreQueries queries) throws IOException;
    }

    private static <T> Optional<T> reading(Path directory, Reading<T> reading) throws IOException {
        Path file = directory.resolve(StoreFile.NAME);
        StoreFile.refuseLinks(directory);
        KillLeftovers.requireStoreOfLog(file);
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return Optional.empty();
        }
        Path log = directory.resolve(StoreFile.NAME + "-wal");
        Path shared = directory.resolve(StoreFile.NAME + "-shm");
        boolean hasLog = Files.isRegularFile(log) && Files.size(log) > 0;
        if (!hasLog) {
            return read(directory, false, reading);
        }
        boolean makesShared = !Files.exists(shared);
        if (makesShared) {
            Files.createFile(shared); // SQLite reads no log without it, and is content with an empty one
        }
        try {
            return read(directory, true, reading);
        } finally {
            if (makesShared) {
                Files.delete(shared);
            }
        }
    }

    private static <T> Optional<T> read(Path directory, boolean hasLog, Reading<T> reader) throws IOException {
        Path file = directory.resolve(StoreFile.NAME);
        try (Connection reading = StoreFile.reading(file, hasLog)) {
            return reader.of(new StoreQueries(file, reading));
        } catch (SQLException e) {
            throw StoreQueries.failure("cannot open the run's store", file, e);
        } catch (StoreException e) {
            if (hasLog) {
                return readCopy(directory, reader);
            }
            throw e;
        }
    }

    /** What a torn log holds, SQLite tells only when it may mend it. */
    private static <T> Optional<T> readCopy(Path directory, Reading<T> reader) throws IOException {
        Path copies = Files.createTempDirectory("constitution-store");
        try {
            for (String name : List.of(StoreFile.NAME, StoreFile.NAME + "-wal")) {
                Files.copy(directory.resolve(name), copies.resolve(name));
            }
            Path file = directory.resolve(StoreFile.NAME);
            try (Connection reading = StoreFile.connect(copies.resolve(StoreFile.NAME))) {
                return reader.of(new StoreQueries(file, reading));
            } catch (SQLException e) {
                throw StoreQueries.failure("cannot open the run's store", file, e);
            }
        } finally {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(copies)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(copies);
        }
    }

    /** The run's principles, whatever has become of the file that they were read from. */
    public Optional<Constitution> constitution() {
        return principles.map(yaml -> Constitutions.parse(yaml, "the run's constitution"));
    }

    private static Optional<StoredRun> in(Path directory, StoreQueries queries) throws IOException {
        if (!queries.hasTables()) {
            return Optional.empty();
        }
        Path file = directory.resolve(StoreFile.NAME);
        StoreFile.requireVersion(file, queries);
        Optional<RunManifest> manifest = queries.meta(RunManifest.META).map(RunManifest::parse);
        if (manifest.isEmpty()) {
            requireNoOutcomes(queries);
            return Optional.empty();
        }
        boolean isUntouched =
                queries.areUntouched() && AnswerLog.left(directory).whole().isEmpty();
        return Optional.of(
                new StoredRun(manifest.get(), queries.meta(RunConstitution.META), isUntouched, queries.failures()));
    }

    /** Rows that are done without a word on how they were done cannot be told from another run's. */
    private static void requireNoOutcomes(StoreQueries queries) {
        if (queries.hasOutcomes()) {
            throw new CorruptStoreException(queries.file()
                    + ": holds rows that are done, but no manifest; see: constitution verify DIR --repair");
        }
    }

    /** Whether a folder holds answers that a run was given, and nothing that was made of them. */
    public static boolean holdsAnswersAlone(Path directory) throws IOException {
        return reading(directory, queries -> Optional.of(queries.hasTables() && !queries.areUntouched()))
                .orElse(false);
    }
}
