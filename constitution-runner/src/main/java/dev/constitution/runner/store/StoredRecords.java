package dev.constitution.runner.store;

import dev.constitution.runner.outcome.OutcomeJson;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.wire.RawAnswer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the store's records and holds each against its checksum. */
public final class StoredRecords {
    static final String CALLS =
            "SELECT key, prompt, step, role, request, form, answer, latency_ms, checksum, took" + " FROM call";

    static final String OUTCOMES = "SELECT row, id, kind, detail, json, checksum FROM outcome";

    private static final byte[] NOTHING = {};

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
        byte[][] fields = fields(result, 2, 7);
        Checked<CallRecord> call = call(result, fields);
        CallRecord intact = call.intact();
        return new Taken(
                call,
                intact == null ? text(fields[2]) : intact.role(),
                intact == null ? text(fields[5]) : intact.raw().body(),
                result.getString(10));
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
        return call(result, fields(result, 2, 7));
    }

    private static Checked<CallRecord> call(ResultSet result, byte[][] fields) throws SQLException {
        long key = result.getLong(1);
        long latency = result.getLong(8);
        CallRecord call = null;
        if (Checksum.ofCall(key, fields, latency) == result.getLong(9)) {
            call = call(key, fields, latency);
        }
        return new Checked<>("call", key, CallRecord.rowOf(key), call);
    }

    private static @Nullable CallRecord call(long key, byte[][] fields, long latency) {
        String form = text(fields[4]);
        try {
            RawAnswer answer = new RawAnswer(RawAnswer.Form.of(form), text(fields[5]), latency);
            CallRecord read = new CallRecord(
                    CallRecord.rowOf(key),
                    CallRecord.ordinalOf(key),
                    text(fields[0]),
                    text(fields[1]),
                    text(fields[2]),
                    text(fields[3]),
                    answer);
            return answer.form().label().equals(form) ? read : null; // it is read in any case
        } catch (IllegalArgumentException e) {
            return null; // a form that does not exist
        }
    }

    static Checked<OutcomeRecord> outcome(ResultSet result, StoreQueries queries) throws SQLException {
        long row = result.getLong(1);
        byte[][] fields = fields(result, 2, 5);
        Optional<OutcomeKind> kind = intactKind(row, fields, result.getLong(6));
        if (kind.isEmpty()) {
            return new Checked<>("outcome", row, row, null);
        }
        String content = text(fields[3]);
        if (content.startsWith("{")) {
            return new Checked<>("outcome", row, row, outcome(row, fields, kind.get(), OutcomeJson.read(content)));
        }
        SharedTexts.Read read = SharedTexts.read(content, queries.answers(row)::get);
        if (read.isWhole()) {
            return new Checked<>("outcome", row, row, outcome(row, fields, kind.get(), read.outcome()));
        }
        SharedTexts.Read torn =
                SharedTexts.read(content, call -> queries.intactAnswer(CallRecord.firstKey(row) + call));
        return new Checked<>("outcome", row, row, null, outcome(row, fields, kind.get(), torn.outcome()));
    }

    private static OutcomeRecord outcome(long row, byte[][] fields, OutcomeKind kind, StoredOutcome content) {
        return new OutcomeRecord(row, text(fields[0]), kind, text(fields[2]), content);
    }

    /** What a row ended as. */
    record Ending(OutcomeKind kind, String detail) {}

    /** What a row ended as, by a record that is as it was written, of which no more is read, nor what calls hold of it. */
    static Checked<Ending> ending(ResultSet result) throws SQLException {
        long row = result.getLong(1);
        byte[][] fields = fields(result, 2, 5);
        Optional<OutcomeKind> kind = intactKind(row, fields, result.getLong(6));
        return new Checked<>(
                "outcome",
                row,
                row,
                kind.map(known -> new Ending(known, text(fields[2]))).orElse(null));
    }

    /** The kind of an outcome; empty where the record is damaged. */
    private static Optional<OutcomeKind> intactKind(long row, byte[][] fields, long checksum) {
        if (Checksum.of(row, fields) != checksum) {
            return Optional.empty();
        }
        String label = text(fields[1]);
        try {
            return Optional.of(OutcomeKind.of(label))
                    .filter(kind -> kind.label().equals(label)); // read in any case
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a kind that does not exist
        }
    }

    /** Texts as their bytes: a checksum is over these, and most of a record need never be a text. */
    private static byte[][] fields(ResultSet result, int from, int to) throws SQLException {
        byte[][] fields = new byte[to - from + 1][];
        for (int i = 0; i < fields.length; i++) {
            byte[] bytes = result.getBytes(from + i);
            fields[i] = bytes == null ? NOTHING : bytes;
        }
        return fields;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
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
                            case "outcome" -> ending(result).intact() != null;
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
