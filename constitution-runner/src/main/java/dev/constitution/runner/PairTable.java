package dev.constitution.runner;

import dev.constitution.DatasetGates;
import java.io.Closeable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.sqlite.SQLiteConfig;

/**
 * Remembers pairs in a temporary database of 2 MB of memory, however many there are. SQLite keeps the rest in a file without
 * a name, which goes with this object or its process. Not thread-safe.
 */
final class PairTable implements DatasetGates.FirstRows, Closeable {
    /** What SQLite takes for a database of its own in the folder for temporary files. */
    private static final String NAMELESS = "jdbc:sqlite:file:";

    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement find;

    PairTable() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.OFF); // nothing of it outlives a failure
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setGetGeneratedKeys(false);
        try {
            connection = config.createConnection(NAMELESS);
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE pair (hash INTEGER PRIMARY KEY, row INTEGER NOT NULL)");
            }
            connection.setAutoCommit(false);
            insert = connection.prepareStatement("INSERT OR IGNORE INTO pair VALUES (?, ?)");
            find = connection.prepareStatement("SELECT row FROM pair WHERE hash = ?");
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public OptionalLong earlier(long hash, long row) {
        try {
            insert.setLong(1, hash);
            insert.setLong(2, row);
            if (insert.executeUpdate() == 1) {
                return OptionalLong.empty();
            }
            find.setLong(1, hash);
            try (ResultSet found = find.executeQuery()) {
                return OptionalLong.of(found.getLong(1));
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static StoreException failure(SQLException cause) {
        return new StoreException("cannot keep track of equal pairs in the folder for temporary files", cause);
    }
}
