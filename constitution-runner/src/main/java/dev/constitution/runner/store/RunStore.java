package dev.constitution.runner.store;

import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

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

    private RunStore(RunLock lock, StoreQueries queries, StoreWriter writer) {
        super(queries, () -> {}, Unstored.NOTHING);
        this.lock = lock;
        this.writer = writer;
    }

    /** Opens the store of a run's folder, and makes it where there is none. */
    public static RunStore open(Path directory) throws IOException {
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
            requireVersion(queries, statements);
            KillLeftovers.store(directory, reading, statements);
            AnswerLog log = AnswerLog.open(directory);
            opened.push(log);
            return new RunStore(lock, queries, new StoreWriter(statements, log, file));
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
        if (!Files.isRegularFile(directory.resolve(StoreFile.NAME))) {
            throw none(directory);
        }
        return open(directory);
    }

    static UsageException none(Path directory) {
        return new UsageException(directory + ": holds no run (there is no " + StoreFile.NAME + " in it)");
    }

    private static void requireVersion(StoreQueries queries, StoreWriteStatements statements) throws SQLException {
        if (queries.meta("version").isEmpty()) {
            statements.meta("version", StoreFile.VERSION);
            statements.commit();
        } else {
            StoreFile.requireVersion(queries.file(), queries);
        }
    }

    public StoreWriter writer() {
        return writer;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            try {
                writer.close();
            } finally {
                queries().close();
            }
            StoreFile.leaveLogAndIndex(file());
        } catch (SQLException e) {
            throw new StoreException("cannot close the run's store " + file(), e);
        }
    }
}
