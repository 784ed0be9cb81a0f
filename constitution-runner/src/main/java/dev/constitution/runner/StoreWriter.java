package dev.constitution.runner;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Writes a run's store: many threads through one connection, each returning when its record is committed.
 *
 * <p>After a failed write the store takes nothing more: every later write fails with the first failure.
 */
final class StoreWriter {
    private final Connection connection;
    private final Path file;
    private final PreparedStatement insertCall;
    private final PreparedStatement insertOutcome;
    private final PreparedStatement setTook;
    private final PreparedStatement setMeta;
    private final GroupCommit commits;
    private volatile boolean closed;

    StoreWriter(Connection connection, Path file) throws SQLException {
        this.connection = connection;
        this.file = file;
        connection.setAutoCommit(false);
        insertCall =
                connection.prepareStatement("INSERT OR REPLACE INTO call VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)");
        insertOutcome = connection.prepareStatement("INSERT OR REPLACE INTO outcome VALUES (?, ?, ?, ?, ?, ?)");
        setTook = connection.prepareStatement("UPDATE call SET took = ? WHERE key = ?");
        setMeta = connection.prepareStatement("INSERT OR REPLACE INTO meta VALUES (?, ?, ?)");
        commits = new GroupCommit(connection::commit);
    }

    /** Returns when the call is stored. */
    void call(CallRecord call) {
        write(() -> insert(call));
    }

    /** Notes what a stored call took, with the next write; what a kill keeps from being noted is noted at the replay. */
    void took(long callKey, CallUsage usage) {
        requireWorking();
        commits.later(() -> {
            setTook.setString(1, usage.toJson());
            setTook.setLong(2, callKey);
            setTook.executeUpdate();
        });
    }

    /** Returns when the outcome is stored. */
    void outcome(OutcomeRecord outcome) {
        write(() -> insert(outcome));
    }

    /** Returns when the setting is stored. */
    void meta(String name, String value) {
        write(() -> {
            setMeta.setString(1, name);
            setMeta.setString(2, value);
            setMeta.setLong(3, Checksum.of(name, value));
            setMeta.executeUpdate();
        });
    }

    /** Takes a record out of use, keeping what it held and why, and returns when that is stored. */
    void setAside(StoredRecords.Checked<?> record, String reason) {
        String table = record.table();
        String key = table.equals("call") ? "key" : "row";
        String content = table.equals("call") ? "step || ' ' || answer" : "kind || ' ' || detail || ' ' || json";
        write(() -> {
            try (PreparedStatement copy = connection.prepareStatement("INSERT INTO set_aside SELECT ?, " + key
                            + ", ?, " + content + (table.equals("call") ? ", role, took" : ", NULL, NULL") + " FROM "
                            + table + " WHERE " + key + " = ?");
                    PreparedStatement delete =
                            connection.prepareStatement("DELETE FROM " + table + " WHERE " + key + " = ?")) {
                copy.setString(1, table);
                copy.setString(2, reason);
                copy.setLong(3, record.key());
                copy.executeUpdate();
                delete.setLong(1, record.key());
                delete.executeUpdate();
            }
        });
    }

    private void insert(CallRecord call) throws SQLException {
        insertCall.setLong(1, call.key());
        insertCall.setString(2, call.prompt());
        insertCall.setString(3, call.step());
        insertCall.setString(4, call.role());
        insertCall.setString(5, call.request());
        insertCall.setString(6, call.form().label());
        insertCall.setString(7, call.answer());
        insertCall.setLong(8, call.latencyMillis());
        insertCall.setLong(9, Checksum.of(call));
        insertCall.executeUpdate();
    }

    private void insert(OutcomeRecord outcome) throws SQLException {
        insertOutcome.setLong(1, outcome.row());
        insertOutcome.setString(2, outcome.id());
        insertOutcome.setString(3, outcome.kind().label());
        insertOutcome.setString(4, outcome.detail());
        insertOutcome.setString(5, outcome.json());
        insertOutcome.setLong(6, Checksum.of(outcome));
        insertOutcome.executeUpdate();
    }

    private void write(GroupCommit.Write write) {
        requireWorking();
        try {
            commits.now(write);
        } catch (SQLException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        }
    }

    private void requireWorking() {
        if (closed) {
            throw new IllegalStateException("the run's store " + file + " is closed");
        }
        Throwable failure = commits.failure();
        if (failure != null) {
            throw failed(failure);
        }
    }

    private StoreException failed(Throwable cause) {
        return new StoreException("cannot write the run's store " + file, cause);
    }

    /** Writes what is still to be written; a failure that earlier writes met is not thrown again. */
    void close() throws SQLException {
        try {
            if (!closed && commits.failure() == null) {
                write(() -> {});
            }
        } finally {
            closed = true;
            connection.close();
        }
    }
}
