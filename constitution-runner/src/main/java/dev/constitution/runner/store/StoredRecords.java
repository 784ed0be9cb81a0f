package dev.constitution.runner.store;

import dev.constitution.runner.wire.RawAnswer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the store's records and holds each against its checksum. */
public final class StoredRecords {
    static final String CALLS =
            "SELECT key, prompt, step, role, request, form, answer, latency_ms, checksum, took" + " FROM call";

    static final String OUTCOMES = "SELECT row, id, kind, detail, json, checksum FROM outcome";

    private StoredRecords() {}

    /**
     * A record as it was found.
     *
     * @param table where it stands
     * @param key its key in the table
     * @param row the input row it belongs to
     * @param intact the record; null when it is damaged
     * @param torn an outcome's record that is as it was written, but lacks texts that a lost or damaged call's record held;
     *     else null
     */
    public record Checked<T>(
            String table,
            long key,
            long row,
            @Nullable T intact,
            @Nullable T torn) {

        /** A record that holds all that it was written with. */
        public Checked(String table, long key, long row, @Nullable T intact) {
            this(table, key, row, intact, null);
        }

        /** The record as far as it is there; null when it is damaged. */
        public @Nullable T readable() {
            return intact == null ? torn : intact;
        }

        /** The record, or {@link CorruptStoreException} naming it. */
        public T orThrow() {
            if (torn != null) {
                throw new CorruptStoreException("the " + this + " lacks a text that a lost or damaged call record held;"
                        + " constitution verify --repair has the row done again");
            } else if (intact == null) {
                throw new CorruptStoreException(
                        "the " + this + " is damaged; constitution verify --repair sets it aside");
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

    /**
     * A call's record as it was found, with what it says that the call took.
     *
     * @param role as it stands there
     * @param answer as it stands there
     * @param took null where a version that did not note it wrote the record
     */
    public record Taken(
            Checked<CallRecord> call,
            String role,
            String answer,
            @Nullable String took) {}

    /**
     * A record that was taken out of use.
     *
     * @param id its place among those
     * @param source the table that it stood in
     * @param key its key there
     * @param reason why, with a checksum over all of it behind that; earlier versions wrote none
     * @param content what it held
     * @param role who was asked, of a call
     * @param took what it took, of a call
     */
    public record SetAside(
            long id,
            String source,
            long key,
            String reason,
            String content,
            @Nullable String role,
            @Nullable String took) {
        private static final Pattern SEALED = Pattern.compile("(.*) \\[([0-9a-f]{8})]", Pattern.DOTALL);

        /** One that is to be written. */
        static SetAside of(
                String source, long key, String reason, String content, @Nullable String role, @Nullable String took) {
            SetAside bare = new SetAside(0, source, key, reason, content, role, took);
            String sealed = reason + " [" + HexFormat.of().toHexDigits((int) Checksum.of(bare, reason)) + "]";
            return new SetAside(0, source, key, sealed, content, role, took);
        }

        /** Whether it is what was written. */
        public boolean isIntact() {
            Matcher sealed = SEALED.matcher(reason);
            boolean isSealed = sealed.matches();
            boolean isTakenSound = took == null || StoredUsage.read(key, took).isPresent();
            return isTakenSound
                    && (!isSealed
                            || sealed.group(2)
                                    .equals(HexFormat.of().toHexDigits((int) Checksum.of(this, sealed.group(1)))));
        }

        @Override
        public String toString() {
            return "record " + id + " of those set aside";
        }
    }

    /** A setting of the run as it was found. */
    public record Setting(String name, String value, long checksum) {
        public boolean isIntact() {
            return is(name);
        }

        /** Whether it was written under this name. */
        public boolean is(String other) {
            return Checksum.of(other, value) == checksum;
        }
    }

    static Taken taken(ResultSet result) throws SQLException {
        return new Taken(call(result), text(result, 4), text(result, 7), result.getString(10));
    }

    static SetAside setAside(ResultSet result) throws SQLException {
        return new SetAside(
                result.getLong(1),
                text(result, 2),
                result.getLong(3),
                text(result, 4),
                text(result, 5),
                result.getString(6),
                result.getString(7));
    }

    static Setting setting(ResultSet result) throws SQLException {
        return new Setting(text(result, 1), text(result, 2), result.getLong(3));
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
            boolean isAsWritten = read.raw().form().label().equals(text(result, 6)); // it is read in any case
            call = isAsWritten && Checksum.of(read) == result.getLong(9) ? read : null;
        } catch (IllegalArgumentException e) {
            // A form that does not exist: damaged.
        }
        return new Checked<>("call", key, CallRecord.rowOf(key), call);
    }

    static Checked<OutcomeRecord> outcome(ResultSet result, StoreQueries queries) throws SQLException {
        long row = result.getLong(1);
        if (!isOutcomeIntact(result)) {
            return new Checked<>("outcome", row, row, null);
        }
        String content = text(result, 5);
        if (content.startsWith("{")) {
            return new Checked<>("outcome", row, row, outcome(result, OutcomeJson.read(content)));
        }
        SharedTexts.Read read = SharedTexts.read(content, call -> queries.answer(CallRecord.firstKey(row) + call));
        if (read.isWhole()) {
            return new Checked<>("outcome", row, row, outcome(result, read.outcome()));
        }
        SharedTexts.Read torn =
                SharedTexts.read(content, call -> queries.intactAnswer(CallRecord.firstKey(row) + call));
        return new Checked<>("outcome", row, row, null, outcome(result, torn.outcome()));
    }

    private static OutcomeRecord outcome(ResultSet result, StoredOutcome content) throws SQLException {
        return new OutcomeRecord(
                result.getLong(1), text(result, 2), OutcomeKind.of(text(result, 3)), text(result, 4), content);
    }

    /** Whether a record is as it was written, whatever of its texts calls hold. */
    private static boolean isOutcomeIntact(ResultSet result) throws SQLException {
        String kind = text(result, 3);
        return Arrays.stream(OutcomeKind.values())
                        .anyMatch(known -> known.label().equals(kind))
                && Checksum.of(result.getLong(1), text(result, 2), kind, text(result, 4), text(result, 5))
                        == result.getLong(6);
    }

    /**
     * Whether the record of a key is what was written, on whatever connection.
     *
     * @param table one whose records have a checksum; those of another one are
     */
    public static boolean isIntact(Connection connection, String table, Object key) throws SQLException {
        String sql = switch (table) {
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
                            case "outcome" -> isOutcomeIntact(result);
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
