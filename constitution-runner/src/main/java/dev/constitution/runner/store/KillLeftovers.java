package dev.constitution.runner.store;

import dev.constitution.runner.base.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalInt;
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
}
