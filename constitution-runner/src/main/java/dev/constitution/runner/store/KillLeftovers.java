package dev.constitution.runner.store;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.sqlite.DatabasePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a killed process leaves in a run's folder beside the store. */
final class KillLeftovers {
    private static final Logger LOG = LoggerFactory.getLogger(KillLeftovers.class);

    private KillLeftovers() {}

    /**
     * Refuses a folder whose store is lost, but not what belongs to it: SQLite would delete its write-ahead log, and with that
     * what was answered. Refuses one with the log of another store, which SQLite would mix the two.
     *
     * @throws CorruptStoreException if it is one
     */
    static void requireStoreOfLog(Path store) throws IOException {
        Path log = store.resolveSibling(StoreFile.NAME + "-wal");
        String help = StoreFile.help(StoreFile.folder(store));
        if (size(store) == 0) {
            for (Path beside : besides(store)) {
                if (Files.exists(beside) && (size(beside) > 0 || !beside.equals(log))) {
                    throw new CorruptStoreException(
                            store + ": is missing or empty, but " + beside + " belongs to it" + help);
                }
            }
        } else if (DatabasePages.isOfAnother(store, log)) {
            throw new CorruptStoreException(log + ": belongs to another " + StoreFile.NAME
                    + "; put there the one that it belongs to, or take the log away" + help);
        }
    }

    /** Whether there is a store, or was one, or a start that was killed before it had made one. */
    static boolean hasRun(Path directory) {
        return Files.exists(directory.resolve(RunLock.NAME))
                || besides(directory.resolve(StoreFile.NAME)).stream().anyMatch(Files::exists);
    }

    /**
     * Refuses a folder whose store is lost.
     *
     * @throws CorruptStoreException if it is one
     */
    static void requireStore(Path directory) throws IOException {
        Path store = directory.resolve(StoreFile.NAME);
        requireStoreOfLog(store);
        if (size(store) == 0) {
            throw new CorruptStoreException(
                    store + ": is missing or empty; restore it from a copy, or move the folder away"
                            + " and give the run's command again, which does every row anew");
        }
    }

    /** What stands beside a store only where there was one: a start that was killed before leaves none of it. */
    private static List<Path> besides(Path store) {
        List<Path> files = new ArrayList<>(AnswerLog.files(StoreFile.folder(store)));
        files.add(store.resolveSibling(StoreFile.NAME + "-wal"));
        files.add(store.resolveSibling(StoreFile.NAME + StoreFile.DAMAGED));
        return files;
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /**
     * Stores the answers that were on their way; their files go, unless one holds what cannot be read.
     *
     * @return how many these were; empty where no process was killed
     */
    static OptionalInt store(Path directory, Connection reading, StoreWriteStatements statements)
            throws IOException, SQLException {
        if (AnswerLog.files(directory).stream().noneMatch(Files::exists)) {
            return OptionalInt.empty();
        }
        AnswerLog.Left left = AnswerLog.left(directory);
        int waited = 0;
        if (left.damaged() > 0) {
            LOG.warn(
                    "{}: {} on the way into the store when the run was killed cannot be read and will be asked again;"
                            + " the files are kept, with {} at the ends of their names",
                    directory,
                    Words.count(left.damaged(), "answer"),
                    AnswerLog.DAMAGED);
        }
        try (PreparedStatement stored = reading.prepareStatement("SELECT 1 FROM call WHERE key = ?")) {
            for (AnswerLogRecord record : left.whole()) {
                stored.setLong(1, record.call().key());
                try (ResultSet found = stored.executeQuery()) {
                    if (!found.next()) {
                        statements.call(record.call(), record.usage());
                        waited++;
                    }
                }
            }
        }
        statements.commit();
        if (left.damaged() > 0) {
            AnswerLog.setAsideIn(directory);
        }
        AnswerLog.deleteIn(directory);
        return OptionalInt.of(waited);
    }

    /**
     * Lets a reading connection see the answers that were on their way as if they were stored.
     *
     * @return how many there are that the store has not
     */
    static int show(AnswerLog.Left left, Connection reading) throws SQLException {
        if (left.whole().isEmpty()) {
            return 0;
        }
        StoreFile.coverCalls(reading);
        StoreWriteStatements covered = new StoreWriteStatements(reading);
        for (AnswerLogRecord record : left.whole()) {
            covered.call(record.call(), record.usage());
        }
        try (Statement statement = reading.createStatement()) {
            statement.execute("DELETE FROM temp.call WHERE key IN (SELECT key FROM main.call)");
            statement.execute("ALTER TABLE temp.call RENAME TO waiting");
            statement.execute("CREATE TEMP VIEW call AS SELECT * FROM main.call UNION ALL SELECT * FROM temp.waiting");
            try (ResultSet waiting = statement.executeQuery("SELECT count(*) FROM waiting")) {
                waiting.next();
                return waiting.getInt(1);
            }
        }
    }
}
