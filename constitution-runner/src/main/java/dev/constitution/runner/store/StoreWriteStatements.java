package dev.constitution.runner.store;

import dev.constitution.runner.cost.CallUsage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The statements that change a run's store, on one connection and within its transaction. Used by one thread. */
final class StoreWriteStatements {
    private final Connection connection;
    private final PreparedStatement insertCall;
    private final PreparedStatement insertOutcome;
    private final PreparedStatement insertLabel;
    private final PreparedStatement setMeta;

    StoreWriteStatements(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        insertCall = connection.prepareStatement("INSERT OR REPLACE INTO call VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insertOutcome = connection.prepareStatement("INSERT OR REPLACE INTO outcome VALUES (?, ?, ?, ?, ?, ?)");
        insertLabel = connection.prepareStatement(
                "INSERT OR REPLACE INTO label VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        setMeta = connection.prepareStatement("INSERT OR REPLACE INTO meta VALUES (?, ?, ?)");
    }

    /**
     * @param usage what the call took; null where an older version was killed before it knew
     */
    void call(CallRecord call, @Nullable CallUsage usage) throws SQLException {
        insertCall.setLong(1, call.key());
        insertCall.setString(2, call.prompt());
        insertCall.setString(3, call.step());
        insertCall.setString(4, call.role());
        insertCall.setString(5, call.request());
        insertCall.setString(6, call.raw().form().label());
        insertCall.setString(7, call.raw().body());
        insertCall.setLong(8, call.raw().latencyMillis());
        insertCall.setLong(9, Checksum.of(call));
        insertCall.setString(10, usage == null ? null : usage.toJson());
        insertCall.executeUpdate();
    }

    void outcome(OutcomeRecord outcome) throws SQLException {
        insertOutcome.setLong(1, outcome.row());
        insertOutcome.setString(2, outcome.id());
        insertOutcome.setString(3, outcome.kind().label());
        insertOutcome.setString(4, outcome.detail());
        insertOutcome.setString(5, outcome.json());
        insertOutcome.setLong(6, Checksum.of(outcome));
        insertOutcome.executeUpdate();
    }

    void label(Label label) throws SQLException {
        insertLabel.setLong(1, label.key());
        insertLabel.setLong(2, label.row());
        insertLabel.setString(3, label.prompt());
        insertLabel.setString(4, label.sides().a());
        insertLabel.setString(5, label.sides().b());
        insertLabel.setString(6, label.choice().label());
        insertLabel.setString(7, label.labeller());
        insertLabel.setString(8, label.at().toString());
        insertLabel.setString(9, label.shownFirst().orElse(null));
        insertLabel.setString(10, label.origin());
        insertLabel.setString(11, label.answers());
        insertLabel.setString(12, label.correction().orElse(null));
        insertLabel.setLong(13, Checksum.of(label));
        insertLabel.executeUpdate();
    }

    void meta(String name, String value) throws SQLException {
        setMeta.setString(1, name);
        setMeta.setString(2, value);
        setMeta.setLong(3, Checksum.of(name, value));
        setMeta.executeUpdate();
    }

    /** Takes a record out of use, keeping what it held and why. */
    void setAside(StoredRecords.Checked<?> record, String reason) throws SQLException {
        String table = record.table();
        String key = table.equals("outcome") ? "row" : "key";
        String content = switch (table) {
            case "call" -> "step || ' ' || answer";
            case "label" -> "labeller || ' ' || prompt || ' ' || a || ' ' || b || ' ' || choice";
            default -> "kind || ' ' || detail || ' ' || json";
        };
        try (PreparedStatement copy = connection.prepareStatement("INSERT INTO set_aside SELECT ?, " + key + ", ?, "
                        + content + (table.equals("call") ? ", role, took" : ", NULL, NULL") + " FROM " + table
                        + " WHERE " + key + " = ?");
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM " + table + " WHERE " + key + " = ?")) {
            copy.setString(1, table);
            copy.setString(2, reason);
            copy.setLong(3, record.key());
            copy.executeUpdate();
            delete.setLong(1, record.key());
            delete.executeUpdate();
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void close() throws SQLException {
        connection.close();
    }
}
