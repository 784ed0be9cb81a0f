package dev.constitution.runner.store;

import dev.constitution.runner.base.ShellWords;
import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sqlite.SQLiteConfig;

/** The SQLite file of a run: its form and how it is opened. */
public final class StoreFile {
    public static final String NAME = "run.db";

    /** Ends the names of stores that a repair has put another one in place of. */
    public static final String DAMAGED = ".damaged";

    /**
     * Rises with every change that an older version could not read. In form 2 outcomes leave texts to their calls' records, see
     * {@link SharedTexts}.
     */
    public static final String VERSION = "2";

    /** Of a new file. What the last answer leaves of a page is lost: of SQLite's own 4 KB a quarter where answers take 1 KB. */
    private static final int PAGE_BYTES = 32_768;

    /** Forms that are read, and gone on with as they are. */
    private static final Set<String> EARLIER = Set.of("1");

    /** The setting that holds it. */
    public static final String VERSION_META = "version";

    private static final String CREATE = "CREATE TABLE IF NOT EXISTS";

    private static final List<String> SCHEMA = List.of(
            CREATE + " meta (name TEXT PRIMARY KEY, value TEXT NOT NULL," + " checksum INTEGER NOT NULL) WITHOUT ROWID",
            CREATE + " call (key INTEGER PRIMARY KEY, prompt TEXT NOT NULL, step TEXT NOT NULL,"
                    + " role TEXT NOT NULL, request TEXT NOT NULL, form TEXT NOT NULL, answer TEXT NOT NULL,"
                    + " latency_ms INTEGER NOT NULL, checksum INTEGER NOT NULL,"
                    + " took TEXT)",
            CREATE + " outcome (row INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL,"
                    + " detail TEXT NOT NULL, json TEXT NOT NULL, checksum INTEGER NOT NULL)",
            CREATE + " label (key INTEGER PRIMARY KEY, row INTEGER NOT NULL, prompt TEXT NOT NULL,"
                    + " a TEXT NOT NULL, b TEXT NOT NULL, choice TEXT NOT NULL, labeller TEXT NOT NULL,"
                    + " at TEXT NOT NULL, shown_first TEXT, origin TEXT NOT NULL, answers TEXT NOT NULL,"
                    + " correction TEXT, checksum INTEGER NOT NULL)",
            CREATE + " set_aside (source TEXT NOT NULL, key INTEGER NOT NULL, reason TEXT NOT NULL,"
                    + " content TEXT NOT NULL, role TEXT, took TEXT)");

    private StoreFile() {}

    /** A connection to the file, which is made where there is none; its name is a name, whatever stands in it. */
    public static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        // In WAL mode a killed process loses nothing at this setting; a power cut can lose the last transactions.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(10_000);
        config.setGetGeneratedKeys(false); // keys are given, not asked for
        Connection connection = config.createConnection(url(file));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size = " + PAGE_BYTES); // a file that there is keeps its own
            statement.execute("PRAGMA journal_mode = WAL");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** A connection that reads a file with its log, and neither makes nor writes their index. */
    static Connection readingWithLog(Path file) throws SQLException {
        return reading(file, "readonly_shm=1");
    }

    /** A connection that reads a file without a log, which nobody may write meanwhile. */
    public static Connection readingAlone(Path file) throws SQLException {
        return reading(file, "immutable=1");
    }

    private static Connection reading(Path file, String how) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(0);
        return config.createConnection(url(file) + "?mode=ro&" + how);
    }

    static Path log(Path directory) {
        return directory.resolve(NAME + "-wal");
    }

    private static Path index(Path directory) {
        return directory.resolve(NAME + "-shm");
    }

    /** Whether there is a log that holds something. */
    static boolean hasLog(Path directory) throws IOException {
        return Files.isRegularFile(log(directory)) && Files.size(log(directory)) > 0;
    }

    /** Whether there are a log, empty or not, and the index that processes share. */
    static boolean hasLogAndIndex(Path directory) {
        return Files.isRegularFile(log(directory)) && Files.isRegularFile(index(directory));
    }

    /** SQLite takes both away with the last connection; who looks later, and may not make them, has none to look through. */
    static void leaveLogAndIndex(Path file) throws IOException {
        for (Path one : List.of(log(file.resolveSibling("")), index(file.resolveSibling("")))) {
            if (!Files.exists(one)) {
                Files.createFile(one);
            }
        }
    }

    /** As a URI: SQLite and its driver read a plain name's question marks, and {@code file:} at its front, as their own. */
    private static String url(Path file) {
        return "jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath();
    }

    /** The folder that a store stands in. */
    static Path folder(Path file) {
        return file.resolveSibling("");
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
        if (!found.equals(VERSION) && !EARLIER.contains(found)) {
            throw new UsageException(file + ": was written in form " + found + ", this version reads forms up to "
                    + VERSION + "; use the version that wrote it, or a later one, or name another folder");
        }
    }

    /** Whether a store is of an earlier form, which what is added to it keeps: who wrote it can go on with it too. */
    static boolean isEarlier(StoreQueries queries) {
        return queries.meta(VERSION_META).filter(EARLIER::contains).isPresent();
    }

    /** Begins to read. */
    static void readSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet schema = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
            schema.next();
        }
    }

    /** Tables that a store of an earlier version has not, for this connection alone. */
    static void addMissingTables(Connection connection) throws SQLException {
        Set<String> found = new HashSet<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet tables = statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
                while (tables.next()) {
                    found.add(tables.getString(1));
                }
            }
            for (String sql : SCHEMA) {
                String table = sql.substring(CREATE.length(), sql.indexOf(" (")).trim();
                if (!found.contains(table)) {
                    statement.execute(temporary(sql));
                }
            }
        }
    }

    /** A table of this connection alone that stands in front of the store's own. */
    static void coverCalls(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : SCHEMA) {
                if (sql.startsWith(CREATE + " call ")) {
                    statement.execute(temporary(sql));
                }
            }
        }
    }

    private static String temporary(String sql) {
        return "CREATE TEMP TABLE" + sql.substring(CREATE.length());
    }

    /** Makes the tables that are not there, and gives a new file the number that its log is known by. */
    public static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (forms(statement).isEmpty()) {
                statement.execute("PRAGMA user_version = " + (1 + new SecureRandom().nextInt(Integer.MAX_VALUE)));
            }
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
        }
    }

    /** How a file's tables differ from those that this version makes: damage that SQLite takes for another's will. */
    public static List<String> faultsOfTables(Connection connection) throws SQLException {
        List<String> faults = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement fresh = memory.createStatement()) {
            createTables(memory);
            Map<String, String> found = forms(statement);
            forms(fresh).forEach((table, form) -> {
                if (!form.equals(found.getOrDefault(table, form))) {
                    faults.add("the table " + table + " is not as it was made");
                }
            });
        }
        return faults;
    }

    private static Map<String, String> forms(Statement statement) throws SQLException {
        Map<String, String> forms = new TreeMap<>();
        try (ResultSet tables =
                statement.executeQuery("SELECT t.name, t.wr || group_concat(c.name || c.type || c.\"notnull\" || c.pk)"
                        + " FROM pragma_table_list t JOIN pragma_table_info(t.name, 'main') c"
                        + " WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' GROUP BY t.name")) {
            while (tables.next()) {
                forms.put(tables.getString(1), tables.getString(2));
            }
        }
        return forms;
    }

    /**
     * Refuses a folder without a run.
     *
     * @throws UsageException if nothing in it says that there ever was one
     */
    public static void requireRun(Path directory) {
        if (!Files.isRegularFile(directory.resolve(NAME)) && !KillLeftovers.hasRun(directory)) {
            throw none(directory);
        }
    }

    static UsageException none(Path directory) {
        return new UsageException(directory + ": holds no run (there is no " + NAME + " in it)");
    }

    /**
     * Refuses a folder without a run, and one whose store is lost.
     *
     * @throws CorruptStoreException if it is lost
     */
    public static void requireStore(Path directory) throws IOException {
        requireRun(directory);
        KillLeftovers.requireStore(directory);
    }

    /** What to do about a file that is damaged. */
    public static String help(Path directory) {
        return "; restore it from a copy, or have what can be read given back: "
                + ShellWords.line(List.of("constitution", "verify", ShellWords.path(directory), "--repair"));
    }
}
