package dev.constitution.runner.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** The SQLite file of a run: its form and how it is opened. */
public final class StoreFile {
    public static final String NAME = "run.db";

    /** Rises with every change that an older version could not read. */
    public static final String VERSION = "1";

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL,"
                    + " checksum INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS call (key INTEGER PRIMARY KEY, prompt TEXT NOT NULL, step TEXT NOT NULL,"
                    + " role TEXT NOT NULL, request TEXT NOT NULL, form TEXT NOT NULL, answer TEXT NOT NULL,"
                    + " latency_ms INTEGER NOT NULL, checksum INTEGER NOT NULL,"
                    + " took TEXT)",
            "CREATE TABLE IF NOT EXISTS outcome (row INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL,"
                    + " detail TEXT NOT NULL, json TEXT NOT NULL, checksum INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS set_aside (source TEXT NOT NULL, key INTEGER NOT NULL, reason TEXT NOT NULL,"
                    + " content TEXT NOT NULL, role TEXT, took TEXT)");

    private StoreFile() {}

    /** A connection to the file, which is made where there is none. */
    public static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // In WAL mode a killed process loses nothing at this setting; a power cut can lose the last transactions.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(10_000);
        config.setGetGeneratedKeys(false); // keys are given, not asked for
        return config.createConnection("jdbc:sqlite:" + file);
    }

    static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
        }
    }
}
