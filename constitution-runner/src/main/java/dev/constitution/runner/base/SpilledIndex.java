package dev.constitution.runner.base;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/**
 * Numbers by 128-bit keys in a temporary database, in 2 MB of memory however many there are. SQLite keeps the rest in a file
 * without a name, which goes with this object or its process. Not thread-safe.
 */
final class SpilledIndex implements Closeable {
    /** What SQLite takes for a database of its own in the folder for temporary files. */
    private static final String NAMELESS = "jdbc:sqlite:file:";

    private final Connection connection;
    private final PreparedStatement put;
    private final PreparedStatement get;

    SpilledIndex() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.OFF); // nothing of it outlives a failure
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setGetGeneratedKeys(false);
        try {
            connection = config.createConnection(NAMELESS);
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE entry (key BLOB PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID");
            }
            connection.setAutoCommit(false);
            put = connection.prepareStatement("INSERT OR REPLACE INTO entry VALUES (?, ?)");
            get = connection.prepareStatement("SELECT value FROM entry WHERE key = ?");
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** A key's number, 0 where it has none. */
    long get(long high, long low) {
        try {
            get.setBytes(1, key(high, low));
            try (ResultSet found = get.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    void put(long high, long low, long value) {
        try {
            put.setBytes(1, key(high, low));
            put.setLong(2, value);
            put.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static byte[] key(long high, long low) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
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
        return new StoreException("cannot keep an index in the folder for temporary files", cause);
    }
}
