package dev.constitution.runner;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The record of a run in one SQLite file: every answered call, every row's outcome, and what the run was asked to do. It is
 * the truth that all other files of a run are written from.
 *
 * <p>Writing goes through {@link #writer()}; reading is for one thread at a time. An open store holds a lock that keeps a
 * second process out.
 */
final class RunStore implements Closeable {
    static final String FILE = "run.db";
    private static final String LOCK = "run.lock";

    /** Rises with every change that an older version could not read. */
    private static final String VERSION = "1";

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS call (key INTEGER PRIMARY KEY, step TEXT NOT NULL, role TEXT NOT NULL,"
                    + " request TEXT NOT NULL, response TEXT NOT NULL, latency_ms INTEGER NOT NULL,"
                    + " checksum INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS outcome (row INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL,"
                    + " detail TEXT NOT NULL, json TEXT NOT NULL, checksum INTEGER NOT NULL)");

    private final Path file;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final Connection reading;
    private final StoreWriter writer;

    private RunStore(Path file, FileChannel lockFile, FileLock lock, Connection reading, StoreWriter writer) {
        this.file = file;
        this.lockFile = lockFile;
        this.lock = lock;
        this.reading = reading;
        this.writer = writer;
    }

    /** Opens the store of a run's folder, and makes it where there is none. */
    static RunStore open(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(FILE);
        for (String name : List.of(FILE, FILE + "-wal", FILE + "-shm", LOCK)) {
            Links.refuse(directory.resolve(name));
        }
        FileChannel lockFile =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = lock(lockFile, directory);
            Connection reading = connect(file);
            for (String statement : SCHEMA) {
                execute(reading, statement);
            }
            RunStore store = new RunStore(file, lockFile, lock, reading, new StoreWriter(connect(file), file));
            store.requireVersion();
            return store;
        } catch (SQLException e) {
            lockFile.close();
            throw new StoreException("cannot open the run's store " + file, e);
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    private static FileLock lock(FileChannel lockFile, Path directory) throws IOException {
        FileLock lock;
        try {
            lock = lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new UsageException(
                    directory + ": another process is working on this run; wait for it, or name another --out");
        }
        return lock;
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // In WAL mode a killed process loses nothing at this setting; a power cut can lose the last transactions.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(10_000);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void requireVersion() {
        String found = meta("version").orElse(null);
        if (found == null) {
            writer.meta("version", VERSION);
        } else if (!found.equals(VERSION)) {
            throw new UsageException(file + ": was written in form " + found + ", this version reads " + VERSION
                    + "; use the version that wrote it, or name another --out");
        }
    }

    StoreWriter writer() {
        return writer;
    }

    /** A setting of the run. */
    Optional<String> meta(String name) {
        List<String> found = new ArrayList<>();
        query("SELECT value FROM meta WHERE name = ?", name, result -> found.add(result.getString(1)));
        return found.stream().findFirst();
    }

    /** The answered calls of a row that the run did not get to the end of, in their order. */
    List<CallRecord> calls(long row) {
        List<CallRecord> calls = new ArrayList<>();
        query(
                "SELECT key, step, role, request, response, latency_ms FROM call WHERE key >= ?1 AND key < ?1 + (1 << 20)",
                CallRecord.firstKey(row),
                result -> calls.add(new CallRecord(
                        row,
                        CallRecord.ordinalOf(result.getLong(1)),
                        result.getString(2),
                        result.getString(3),
                        result.getString(4),
                        result.getString(5),
                        result.getLong(6))));
        return calls;
    }

    /** The rows that have an outcome, ascending. */
    Iterator<Long> finishedRows() {
        return new Rows<>(this, "SELECT row FROM outcome WHERE row >= ? ORDER BY row LIMIT ?", 0L) {
            @Override
            Long read(ResultSet result) throws SQLException {
                return result.getLong(1);
            }

            @Override
            long rowOf(Long row) {
                return row;
            }
        };
    }

    /** The outcomes from a row on, in the input's order. */
    Iterator<OutcomeRecord> outcomes(long firstRow) {
        return new Rows<>(
                this, "SELECT row, id, kind, detail, json FROM outcome WHERE row >= ? ORDER BY row LIMIT ?", firstRow) {
            @Override
            OutcomeRecord read(ResultSet result) throws SQLException {
                return new OutcomeRecord(
                        result.getLong(1),
                        result.getString(2),
                        OutcomeKind.of(result.getString(3)),
                        result.getString(4),
                        result.getString(5));
            }

            @Override
            long rowOf(OutcomeRecord outcome) {
                return outcome.row();
            }
        };
    }

    /** How many rows ended as what. */
    void countOutcomes(OutcomeCounter counter) {
        query(
                "SELECT kind, detail, count(*) FROM outcome GROUP BY kind, detail ORDER BY kind, detail",
                null,
                result -> counter.count(OutcomeKind.of(result.getString(1)), result.getString(2), result.getLong(3)));
    }

    /** Takes one line of {@link #countOutcomes}. */
    @FunctionalInterface
    interface OutcomeCounter {
        void count(OutcomeKind kind, String detail, long rows);
    }

    /** Reads one line of a result. */
    @FunctionalInterface
    interface ResultReader {
        void read(ResultSet result) throws SQLException;
    }

    synchronized void query(String sql, @Nullable Object argument, ResultReader reader, Object... more) {
        try (PreparedStatement statement = reading.prepareStatement(sql)) {
            if (argument != null) {
                statement.setObject(1, argument);
            }
            for (int i = 0; i < more.length; i++) {
                statement.setObject(2 + i, more[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    reader.read(result);
                }
            }
        } catch (SQLException e) {
            throw new StoreException("cannot read the run's store " + file, e);
        }
    }

    @Override
    public void close() throws IOException {
        List<Exception> failures = new ArrayList<>();
        attempt(writer::close, failures::add);
        attempt(reading::close, failures::add);
        attempt(lock::release, failures::add);
        attempt(lockFile::close, failures::add);
        if (!failures.isEmpty()) {
            throw new StoreException("cannot close the run's store " + file, failures.get(0));
        }
    }

    /** Something to close. */
    @FunctionalInterface
    private interface Closing {
        void close() throws Exception;
    }

    private static void attempt(Closing closing, Consumer<Exception> failed) {
        try {
            closing.close();
        } catch (Exception e) {
            failed.accept(e);
        }
    }
}
