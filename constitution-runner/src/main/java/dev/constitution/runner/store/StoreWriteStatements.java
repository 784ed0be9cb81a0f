package dev.constitution.runner.store;

import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.outcome.OutcomeRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The statements that change a run's store, on one connection and within its transaction. Used by one thread. */
final class StoreWriteStatements {
    private final Connection connection;
    private final PreparedStatement insertCall;
    private final PreparedStatement insertOutcome;
    private final PreparedStatement insertLabel;
    private final PreparedStatement setMeta;
    private final PreparedStatement answers;

    StoreWriteStatements(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        insertCall = connection.prepareStatement("INSERT OR REPLACE INTO call VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insertOutcome = connection.prepareStatement("INSERT OR REPLACE INTO outcome VALUES (?, ?, ?, ?, ?, ?)");
        insertLabel = connection.prepareStatement(
                "INSERT OR REPLACE INTO label VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        setMeta = connection.prepareStatement("INSERT OR REPLACE INTO meta VALUES (?, ?, ?)");
        answers = connection.prepareStatement("SELECT key, answer FROM call WHERE key >= ? AND key < ? ORDER BY key");
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
        insertCall.setString(10, usage == null ? null : StoredUsage.write(call.key(), usage));
        insertCall.executeUpdate();
    }

    /** Texts that the row's calls were answered with stay in their records alone. */
    void outcome(OutcomeRecord outcome) throws SQLException {
        SharedTexts texts = new SharedTexts(outcome.content());
        if (texts.areWanted()) {
            answers.setLong(1, CallRecord.firstKey(outcome.row()));
            answers.setLong(2, CallRecord.firstKey(outcome.row() + 1));
            SortedMap<Integer, String> found = new TreeMap<>();
            try (ResultSet calls = answers.executeQuery()) {
                while (calls.next()) {
                    found.put(CallRecord.ordinalOf(calls.getLong(1)), calls.getString(2));
                }
            }
            texts.find(found);
        }
        outcome(outcome, texts.column());
    }

    /** An outcome as stores of form 1 keep it, with all its texts. */
    void wholeOutcome(OutcomeRecord outcome) throws SQLException {
        outcome(outcome, outcome.json());
    }

    private void outcome(OutcomeRecord outcome, String content) throws SQLException {
        insertOutcome.setLong(1, outcome.row());
        insertOutcome.setString(2, outcome.id());
        insertOutcome.setString(3, outcome.kind().label());
        insertOutcome.setString(4, outcome.detail());
        insertOutcome.setString(5, content);
        insertOutcome.setLong(
                6, Checksum.of(outcome.row(), outcome.id(), outcome.kind().label(), outcome.detail(), content));
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

    /** Notes what a call took, in place of what was noted before. */
    void took(long key, CallUsage usage) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE call SET took = ? WHERE key = ?")) {
            update.setString(1, StoredUsage.write(key, usage));
            update.setLong(2, key);
            update.executeUpdate();
        }
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
        setAside(
                "SELECT " + content + (table.equals("call") ? ", role, took" : ", NULL, NULL") + " FROM " + table
                        + " WHERE " + key + " = ?",
                record.key(),
                (text, role, took) -> StoredRecords.SetAside.of(table, record.key(), reason, text, role, took));
        delete("DELETE FROM " + table + " WHERE " + key + " = ?", record.key());
    }

    /** Takes a call out of use whose own word on what it took, or on its role, cannot be trusted. */
    void setAside(long key, String reason, String role, CallUsage usage) throws SQLException {
        setAside(
                "SELECT step || ' ' || answer, NULL, NULL FROM call WHERE key = ?",
                key,
                (text, any, none) ->
                        StoredRecords.SetAside.of("call", key, reason, text, role, StoredUsage.write(key, usage)));
        delete("DELETE FROM call WHERE key = ?", key);
    }

    /** Takes a setting out of use, and notes that it was there if it is missing. */
    void forget(String name, String reason) throws SQLException {
        setAside(
                "SELECT ?1 || ' ' || ifnull((SELECT value FROM meta WHERE name = ?1), ''), NULL, NULL",
                name,
                (text, role, took) -> StoredRecords.SetAside.of("meta", 0, reason, text, role, took));
        delete("DELETE FROM meta WHERE name = ?", name);
    }

    /** Writes a record that was set aside anew. */
    void setAsideAgain(long id, StoredRecords.SetAside anew) throws SQLException {
        delete("DELETE FROM set_aside WHERE rowid = ?", id);
        insert(anew);
    }

    void lost(long key, String content, String role, CallUsage usage) throws SQLException {
        insert(StoredRecords.SetAside.of("call", key, "lost", content, role, StoredUsage.write(key, usage)));
    }

    /** What is set aside as the line of a result has it. */
    @FunctionalInterface
    private interface Content {
        StoredRecords.SetAside of(String text, @Nullable String role, @Nullable String took);
    }

    private void setAside(String sql, Object key, Content content) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, key);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    insert(content.of(String.valueOf(found.getString(1)), found.getString(2), found.getString(3)));
                }
            }
        }
    }

    private void insert(StoredRecords.SetAside record) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO set_aside VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, record.source());
            insert.setLong(2, record.key());
            insert.setString(3, record.reason());
            insert.setString(4, record.content());
            insert.setString(5, record.role());
            insert.setString(6, record.took());
            insert.executeUpdate();
        }
    }

    private void delete(String sql, Object key) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setObject(1, key);
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
