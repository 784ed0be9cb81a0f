package dev.constitution.runner.store;

import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.base.UsageException;
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

    /** The setting that holds it. */
    public static final String VERSION_META = "version";

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL,"
                    + " checksum INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS call (key INTEGER PRIMARY KEY, prompt TEXT NOT NULL, step TEXT NOT NULL,"
                    + " role TEXT NOT NULL, request TEXT NOT NULL, form TEXT NOT NULL, answer TEXT NOT NULL,"
                    + " latency_ms INTEGER NOT NULL, checksum INTEGER NOT NULL,"
                    + " took TEXT)",
            "CREATE TABLE IF NOT EXISTS outcome (row INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL,"
                    + " detail TEXT NOT NULL, json TEXT NOT NULL, checksum INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS label (key INTEGER PRIMARY KEY, row INTEGER NOT NULL, prompt TEXT NOT NULL,"
                    + " a TEXT NOT NULL, b TEXT NOT NULL, choice TEXT NOT NULL, labeller TEXT NOT NULL,"
                    + " at TEXT NOT NULL, shown_first TEXT, origin TEXT NOT NULL, answers TEXT NOT NULL,"
                    + " correction TEXT, checksum INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS set_aside (source TEXT NOT NULL, key INTEGER NOT NULL, reason TEXT NOT NULL,"
                    + " content TEXT NOT NULL, role TEXT, took TEXT)");

    private StoreFile() {}

    /** A connection to the file, which is made where there is none; its name is a name, whatever stands in it. */
    public static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // In WAL mode a killed process loses nothing at this setting; a power cut can lose the last transactions.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(10_000);
        config.setGetGeneratedKeys(false); // keys are given, not asked for
        return config.createConnection(url(file));
    }

    /** A connection to a file that is there, by which not a byte of it, or beside it, changes. */
    static Connection reading(Path file, boolean hasLog) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return config.createConnection(url(file) + "?mode=ro&" + (hasLog ? "readonly_shm=1" : "immutable=1"));
    }

    /** As a URI: SQLite and its driver read a plain name's question marks, and {@code file:} at its front, as their own. */
    private static String url(Path file) {
        return "jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath();
    }

    /** Refuses a store that is a symbolic link, or has one beside it. */
    static void refuseLinks(Path directory) {
        for (String suffix : List.of("", "-wal", "-shm")) {
            SymbolicLinks.refuse(directory.resolve(NAME + suffix));
        }
    }

    /**
     * Refuses a store that another version wrote in a form of its own.
     *
     * @throws UsageException if it did
     */
    static void requireVersion(Path file, StoreQueries queries) {
        String found = queries.meta(VERSION_META).orElse(VERSION);
        if (!found.equals(VERSION)) {
            throw new UsageException(file + ": was written in form " + found + ", this version reads " + VERSION
                    + "; use the version that wrote it, or name another folder");
        }
    }

    static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
        }
    }
}
