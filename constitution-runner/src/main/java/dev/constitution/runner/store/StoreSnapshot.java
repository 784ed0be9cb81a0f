package dev.constitution.runner.store;

import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.TemporaryFolder;
import dev.constitution.runner.base.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A store's file as it stood at one moment: one read transaction for as long as it is open, by which not a byte of the folder
 * changes.
 *
 * <p>SQLite reads a database in its write-ahead form (https://sqlite.org/wal.html) by two files beside it, the log and the
 * index that processes share, and makes them where they are missing. So there are three ways:
 * <ol>
 *   <li>Both are there: the index is read and never written ({@code readonly_shm}). A process that works meanwhile appends to
 *       the log and leaves alone what is being read, also one that starts later. This is the way as a rule, since a store that
 *       is closed leaves both behind, empty.
 *   <li>A log without its index, or one that only who may write can read, after a kill: both files are copied, and the copy is
 *       mended.
 *   <li>No log: the file is all there is ({@code immutable}). Nothing tells a process that starts now of this reading, so that
 *       the file is looked at after each query, and one that has changed is read no further.
 * </ol>
 */
final class StoreSnapshot implements Closeable {
    /** How long a process that has just started may take until it has made the files. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Connection connection;
    private final StoreQueries queries;
    private final Closeable beside;

    /** @param beside what ends with the reading */
    private StoreSnapshot(Connection connection, StoreQueries queries, Closeable beside) {
        this.connection = connection;
        this.queries = queries;
        this.beside = beside;
    }

    /** Takes a snapshot of the store of a folder, which is there. */
    static StoreSnapshot of(Path directory) throws IOException {
        Path file = directory.resolve(StoreFile.NAME);
        long begun = System.nanoTime();
        while (true) {
            boolean isAtWork = RunLock.isHeld(directory);
            try {
                Optional<StoreSnapshot> taken = take(directory, isAtWork);
                if (taken.isPresent()) {
                    return taken.get();
                }
            } catch (SQLException e) {
                if (!(isAtWork || RunLock.isHeld(directory)) || System.nanoTime() - begun > PATIENCE_NANOS) {
                    throw StoreQueries.failure("cannot open the run's store", file, e);
                }
            }
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new UsageException(
                        directory + ": a process is just beginning to work on this run; look again in a moment");
            }
            LockSupport.parkNanos(AGAIN_NANOS);
        }
    }

    /** Empty where somebody has just begun to work, and the files are not as they will be. */
    private static Optional<StoreSnapshot> take(Path directory, boolean isAtWork) throws IOException, SQLException {
        if (StoreFile.hasLogAndIndex(directory)) {
            try {
                return Optional.of(ofLogAndIndex(directory));
            } catch (SQLException e) {
                if (isAtWork || !StoreFile.hasLog(directory) || StoreQueries.isDamage(e)) {
                    throw e;
                }
            }
        }
        if (isAtWork) {
            return Optional.empty();
        }
        return StoreFile.hasLog(directory)
                ? ofCopy(directory)
                : Optional.of(ofFileAlone(directory.resolve(StoreFile.NAME)));
    }

    private static StoreSnapshot ofLogAndIndex(Path directory) throws IOException, SQLException {
        Path file = directory.resolve(StoreFile.NAME);
        Closeable reading = RunLock.reading(directory);
        try {
            return reading(file, StoreFile.readingWithLog(file), () -> {}, reading);
        } catch (SQLException e) {
            reading.close();
            throw e;
        }
    }

    private static StoreSnapshot ofFileAlone(Path file) throws IOException, SQLException {
        State before = State.of(file);
        return reading(file, StoreFile.readingAlone(file), () -> before.requireStillOf(file), () -> {});
    }

    /** Of a folder that nobody works in; empty where somebody came between. */
    private static Optional<StoreSnapshot> ofCopy(Path directory) throws IOException, SQLException {
        Path file = directory.resolve(StoreFile.NAME);
        Path log = StoreFile.log(directory);
        TemporaryFolder copies = TemporaryFolder.named("constitution-store");
        Optional<StoreSnapshot> taken = Optional.empty();
        try {
            State before = State.of(file);
            State logBefore = State.of(log);
            for (Path one : List.of(file, log)) {
                Files.copy(one, copies.path().resolve(String.valueOf(one.getFileName())));
            }
            if (before.isStillOf(file) && logBefore.isStillOf(log)) {
                Connection copy = StoreFile.connect(copies.path().resolve(StoreFile.NAME));
                taken = Optional.of(reading(file, copy, () -> {}, copies));
            }
        } catch (IOException e) {
            throw Target.failure(copies.path().toString(), e);
        } finally {
            if (taken.isEmpty()) {
                copies.close();
            }
        }
        return taken;
    }

    /** Begins the transaction, which goes on until the snapshot is closed. */
    private static StoreSnapshot reading(Path file, Connection connection, Runnable check, Closeable beside)
            throws SQLException {
        try {
            connection.setAutoCommit(false);
            StoreFile.readSchema(connection);
            return new StoreSnapshot(connection, new StoreQueries(file, connection, check), beside);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** What tells whether a file was written. */
    private record State(long bytes, long modifiedNanos) {
        static State of(Path file) throws IOException {
            return new State(Files.size(file), Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS));
        }

        boolean isStillOf(Path file) throws IOException {
            return of(file).equals(this);
        }

        void requireStillOf(Path file) {
            try {
                if (!isStillOf(file)) {
                    throw new UsageException(
                            file + ": a process has begun to work on this run while it was being read; look again");
                }
            } catch (IOException e) {
                throw new StoreException("cannot read the run's store " + file, e);
            }
        }
    }

    Connection connection() {
        return connection;
    }

    StoreQueries queries() {
        return queries;
    }

    @Override
    public void close() throws IOException {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("cannot close the run's store " + queries.file(), e);
        } finally {
            beside.close();
        }
    }
}
