package dev.constitution.runner.store;

import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.base.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The record of a run in one SQLite file, opened for work: every answered call, every row's outcome, and what the run was asked
 * to do. It is the truth that all other files of a run are written from.
 *
 * <p>Writing goes through {@link #writer()}; reading is for one thread at a time. An open store keeps a second process from
 * working in the folder, and nobody from looking, see {@link StoreView#of}.
 */
public final class RunStore extends StoreView {
    private final RunLock lock;
    private final StoreWriter writer;

    private RunStore(RunLock lock, StoreQueries queries, StoreWriter writer, OptionalInt waited) {
        super(queries, () -> {}, Unstored.taken(waited));
        this.lock = lock;
        this.writer = writer;
    }

    /** Opens the store of a run's folder, and makes it where there is none. */
    public static RunStore open(Path directory) throws IOException {
        return open(directory, true);
    }

    /** @param strict whether a store is refused whose own version is damaged */
    private static RunStore open(Path directory, boolean strict) throws IOException {
        Target.folder(directory);
        Path file = directory.resolve(StoreFile.NAME);
        StoreFile.refuseLinks(directory);
        AnswerLog.files(directory).forEach(SymbolicLinks::refuse);
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        RunLock lock = Target.write(directory, () -> RunLock.take(directory));
        opened.push(lock);
        try {
            KillLeftovers.requireStoreOfLog(file);
            Connection reading = StoreFile.connect(file);
            opened.push(reading);
            StoreFile.createTables(reading);
            Connection writing = StoreFile.connect(file);
            opened.push(writing);
            StoreWriteStatements statements = new StoreWriteStatements(writing);
            StoreQueries queries = new StoreQueries(file, reading, () -> {});
            boolean isEarlier = requireVersion(queries, statements, strict);
            OptionalInt waited = KillLeftovers.store(directory, reading, statements);
            AnswerLog log = AnswerLog.open(directory);
            opened.push(log);
            return new RunStore(lock, queries, new StoreWriter(statements, log, file, !isEarlier), waited);
        } catch (SQLException e) {
            close(opened, e);
            throw StoreQueries.failure("cannot open the run's store", file, e);
        } catch (IOException | RuntimeException | Error e) {
            close(opened, e);
            throw e;
        }
    }

    /** Leaves nothing open of what was opened before a failure. */
    private static void close(Deque<AutoCloseable> opened, Throwable failure) {
        for (AutoCloseable one : opened) {
            try {
                one.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Opens the store of a folder that must hold one. */
    public static RunStore openExisting(Path directory) throws IOException {
        StoreFile.requireStore(directory);
        return open(directory, true);
    }

    /** The same, whatever of its records is damaged. */
    public static RunStore openToRepair(Path directory) throws IOException {
        StoreFile.requireStore(directory);
        return open(directory, false);
    }

    /** Whether the store is of an earlier form. */
    private static boolean requireVersion(StoreQueries queries, StoreWriteStatements statements, boolean strict)
            throws SQLException {
        try {
            if (queries.meta(StoreFile.VERSION_META).isEmpty()) {
                statements.meta(StoreFile.VERSION_META, StoreFile.VERSION);
                statements.commit();
            } else {
                StoreFile.requireVersion(queries.file(), queries);
            }
            return StoreFile.isEarlier(queries);
        } catch (CorruptStoreException e) {
            if (strict) {
                throw e;
            }
            return false;
        }
    }

    public StoreWriter writer() {
        return writer;
    }

    /** Returns when the setting is stored; one that is there as it is to be is not written again. */
    public void setting(String name, String value) {
        boolean isThere = settings().stream()
                .anyMatch(found -> found.name().equals(name) && found.value().equals(value) && found.isIntact());
        if (!isThere) {
            writer.meta(name, value);
        }
    }

    /**
     * Notes what the store holds as all that it has ever held.
     *
     * @param awaited settings that are to be written again
     */
    public void takeInventory(Set<String> awaited) {
        writer.flush();
        Inventory now = Inventory.now(this);
        TreeSet<String> settings = new TreeSet<>(now.settings());
        settings.addAll(awaited);
        writer.meta(
                Inventory.META,
                new Inventory(now.calls(), now.outcomes(), now.labels(), now.setAside(), settings).toJson());
    }

    /** Notes what has been added; what is missing stays to be found. */
    private void addToInventory() {
        writer.flush();
        Optional<StoredRecords.Setting> noted = settings().stream()
                .filter(setting -> setting.name().equals(Inventory.META))
                .findFirst();
        if (noted.isEmpty()) {
            takeInventory(Set.of());
        } else if (noted.get().isIntact()) {
            Inventory before = Inventory.in(this).orElseThrow();
            Inventory both = Inventory.now(this).or(before);
            if (!both.equals(before)) {
                writer.meta(Inventory.META, both.toJson());
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            try {
                if (writer.hasWritten()) {
                    addToInventory();
                }
            } finally {
                closeAll();
            }
            StoreFile.leaveLogAndIndex(file());
        } catch (SQLException e) {
            throw new StoreException("cannot close the run's store " + file(), e);
        }
    }

    private void closeAll() throws SQLException, IOException {
        try {
            writer.close();
        } finally {
            queries().close();
        }
    }
}
