package dev.constitution.runner.store;

import dev.constitution.runner.base.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a killed process leaves in a run's folder beside the store. */
final class KillLeftovers {
    private static final Logger LOG = LoggerFactory.getLogger(KillLeftovers.class);

    private KillLeftovers() {}

    /**
     * Refuses a folder whose store is lost, but not its write-ahead log: SQLite would delete the log, and with it what was
     * answered.
     *
     * @throws CorruptStoreException if it is one
     */
    static void requireStoreOfLog(Path store) throws IOException {
        Path log = store.resolveSibling(StoreFile.NAME + "-wal");
        if (size(log) > 0 && size(store) == 0) {
            throw new CorruptStoreException(store + ": is missing or empty, but " + log
                    + " holds answers that belong to it; restore it from a copy, or name another folder");
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** Stores the answers that were on their way; their files go, unless one holds what cannot be read. */
    static void store(Path directory, Connection reading, StoreWriteStatements statements)
            throws IOException, SQLException {
        AnswerLog.Left left = AnswerLog.left(directory);
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
                    }
                }
            }
        }
        statements.commit();
        if (left.damaged() > 0) {
            AnswerLog.setAsideIn(directory);
        }
        AnswerLog.deleteIn(directory);
    }

    /**
     * Lets a reading connection see the answers that were on their way as if they were stored.
     *
     * @return how many there are that the store has not
     */
    static long show(AnswerLog.Left left, Connection reading) throws SQLException {
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
                return waiting.getLong(1);
            }
        }
    }
}
