package dev.constitution.runner.store;

import dev.constitution.runner.wire.RawAnswer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads the store's records and holds each against its checksum. */
public final class StoredRecords {
    static final String CALLS = "SELECT key, prompt, step, role, request, form, answer, latency_ms, checksum FROM call";

    static final String OUTCOMES = "SELECT row, id, kind, detail, json, checksum FROM outcome";

    private StoredRecords() {}

    /**
     * A record as it was found.
     *
     * @param table where it stands
     * @param key its key in the table
     * @param row the input row it belongs to
     * @param intact the record; null when it is damaged
     */
    public record Checked<T>(
            String table, long key, long row, @Nullable T intact) {

        /** The record, or {@link CorruptStoreException} naming it. */
        public T orThrow() {
            if (intact == null) {
                throw new CorruptStoreException("the " + this + " is damaged; see: constitution verify DIR --repair");
            }
            return intact;
        }

        /** Whether it is what a person said, which no command makes again. */
        public boolean isOfLabel() {
            return table.equals(StoredLabels.TABLE);
        }

        @Override
        public String toString() {
            String which = table.equals("call") ? " " + (CallRecord.ordinalOf(key) + 1) : "";
            return table + " record" + which + " of row " + (row + 1);
        }
    }

    static Checked<CallRecord> call(ResultSet result) throws SQLException {
        long key = result.getLong(1);
        CallRecord call = null;
        try {
            CallRecord read = new CallRecord(
                    CallRecord.rowOf(key),
                    CallRecord.ordinalOf(key),
                    text(result, 2),
                    text(result, 3),
                    text(result, 4),
                    text(result, 5),
                    new RawAnswer(RawAnswer.Form.of(text(result, 6)), text(result, 7), result.getLong(8)));
            call = Checksum.of(read) == result.getLong(9) ? read : null;
        } catch (IllegalArgumentException e) {
            // A form that does not exist: damaged.
        }
        return new Checked<>("call", key, CallRecord.rowOf(key), call);
    }

    static Checked<OutcomeRecord> outcome(ResultSet result) throws SQLException {
        long row = result.getLong(1);
        OutcomeRecord outcome = null;
        try {
            OutcomeRecord read = new OutcomeRecord(
                    row, text(result, 2), OutcomeKind.of(text(result, 3)), text(result, 4), text(result, 5));
            outcome = Checksum.of(read) == result.getLong(6) ? read : null;
        } catch (IllegalArgumentException e) {
            // A kind that does not exist: damaged.
        }
        return new Checked<>("outcome", row, row, outcome);
    }

    /**
     * Whether the record of a key is what was written, on whatever connection.
     *
     * @param table one whose records have a checksum; those of another one are
     */
    public static boolean isIntact(Connection connection, String table, Object key) throws SQLException {
        String sql =
                switch (table) {
                    case "call" -> CALLS + " WHERE key = ?";
                    case "outcome" -> OUTCOMES + " WHERE row = ?";
                    case StoredLabels.TABLE -> StoredLabels.ONE;
                    case "meta" -> "SELECT name, value, checksum FROM meta WHERE name = ?";
                    default -> "SELECT 1 FROM " + table + " WHERE rowid = ?";
                };
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, key);
            try (ResultSet result = statement.executeQuery()) {
                return result.next()
                        && switch (table) {
                            case "call" -> call(result).intact() != null;
                            case "outcome" -> outcome(result).intact() != null;
                            case StoredLabels.TABLE -> StoredLabels.read(result).intact() != null;
                            case "meta" -> Checksum.of(text(result, 1), text(result, 2)) == result.getLong(3);
                            default -> true;
                        };
            }
        }
    }

    private static String text(ResultSet result, int column) throws SQLException {
        String text = result.getString(column);
        return text == null ? "" : text;
    }
}
