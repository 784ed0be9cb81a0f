package dev.constitution.runner.store;

import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.outcome.OutcomeKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Reads a run's store on a connection of its own, and tells what is wrong with a file that cannot be read. Thread-safe. */
final class StoreQueries {
    /** SQLite's codes have what they are a kind of in the last byte. */
    private static final int PRIMARY = 0xff;

    /** What is asked of a file is always the same: one that does not understand it has lost its form. */
    private static final Set<Integer> OF_DAMAGE = Set.of(
            SQLiteErrorCode.SQLITE_CORRUPT.code,
            SQLiteErrorCode.SQLITE_NOTADB.code,
            SQLiteErrorCode.SQLITE_ERROR.code,
            SQLiteErrorCode.SQLITE_CONSTRAINT.code,
            SQLiteErrorCode.SQLITE_MISMATCH.code,
            SQLiteErrorCode.SQLITE_TOOBIG.code);

    private final Path file;
    private final Connection reading;
    private final Runnable check;
    private @Nullable PreparedStatement answers;

    /**
     * @param check is called after each query, and throws where its result cannot be relied on
     */
    StoreQueries(Path file, Connection reading, Runnable check) {
        this.file = file;
        this.reading = reading;
        this.check = check;
    }

    /** Reads one line of a result. */
    @FunctionalInterface
    interface ResultReader {
        void read(ResultSet result) throws SQLException;
    }

    synchronized void query(String sql, ResultReader reader, Object... arguments) {
        try (PreparedStatement statement = reading.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    reader.read(result);
                }
            }
        } catch (SQLException e) {
            check.run();
            throw failure("cannot read the run's store", file, e);
        }
        check.run();
    }

    /** What a row's calls were answered with, by their numbers, whatever else their records hold. */
    synchronized Map<Integer, String> answers(long row) {
        Map<Integer, String> found = new HashMap<>();
        try {
            if (answers == null) {
                answers = reading.prepareStatement("SELECT key, answer FROM call WHERE key >= ? AND key < ?");
            }
            answers.setLong(1, CallRecord.firstKey(row));
            answers.setLong(2, CallRecord.firstKey(row + 1));
            try (ResultSet result = answers.executeQuery()) {
                while (result.next()) {
                    found.put(CallRecord.ordinalOf(result.getLong(1)), String.valueOf(result.getString(2)));
                }
            }
        } catch (SQLException e) {
            check.run();
            throw failure("cannot read the run's store", file, e);
        }
        check.run();
        return found;
    }

    /** What a call was answered with; null where there is no such record, or a damaged one. */
    @Nullable
    String intactAnswer(long key) {
        List<CallRecord> found = new ArrayList<>();
        query(
                StoredRecords.CALLS + " WHERE key = ?",
                result ->
                        Optional.ofNullable(StoredRecords.call(result).intact()).ifPresent(found::add),
                key);
        return found.isEmpty() ? null : found.get(0).raw().body();
    }

    /** A setting of the run. */
    Optional<String> meta(String name) {
        List<String> found = new ArrayList<>();
        query(
                "SELECT value, checksum FROM meta WHERE name = ?",
                result -> {
                    String value = String.valueOf(result.getString(1));
                    if (Checksum.of(name, value) != result.getLong(2)) {
                        throw new CorruptStoreException(
                                file + ": the run's " + name + " is damaged" + StoreFile.help(StoreFile.folder(file)));
                    }
                    found.add(value);
                },
                name);
        return found.stream().findFirst();
    }

    /** Whether nothing was answered and no row was done: there is nothing that other settings could be mixed with. */
    boolean areUntouched() {
        List<Long> records = new ArrayList<>();
        query(
                "SELECT EXISTS (SELECT 1 FROM call) OR EXISTS (SELECT 1 FROM outcome)",
                result -> records.add(result.getLong(1)));
        return records.get(0) == 0;
    }

    /** Whether a row was done. */
    boolean hasOutcomes() {
        List<Long> records = new ArrayList<>();
        query("SELECT EXISTS (SELECT 1 FROM outcome)", result -> records.add(result.getLong(1)));
        return records.get(0) == 1;
    }

    /** The kinds of failure that rows ended in. */
    Set<String> failures() {
        Set<String> kinds = new TreeSet<>();
        query(
                "SELECT DISTINCT detail FROM outcome WHERE kind = ?",
                result -> kinds.add(result.getString(1)),
                OutcomeKind.FAILED.label());
        return kinds;
    }

    /** Whether the file holds a run's tables: a kill can leave it without. */
    boolean hasTables() {
        List<Long> tables = new ArrayList<>();
        query(
                "SELECT count(*) FROM sqlite_schema WHERE name IN ('meta', 'call', 'outcome')",
                result -> tables.add(result.getLong(1)));
        return tables.get(0) == 3;
    }

    /** For tables of this connection's own; the file is written through {@link StoreWriter}. */
    synchronized void execute(String sql) {
        try (Statement statement = reading.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure("cannot read the run's store", file, e);
        }
    }

    /** Tells a file that is no longer a database from one that cannot be reached. */
    static RuntimeException failure(String what, Path file, SQLException e) {
        if (isDamage(e)) {
            return new CorruptStoreException(
                    file + ": is damaged (" + e.getMessage() + ")" + StoreFile.help(StoreFile.folder(file)), e);
        }
        return new StoreException(what + " " + file, e);
    }

    /** Whether it is the file that is damaged. */
    static boolean isDamage(SQLException e) {
        return e instanceof SQLiteException sqlite && OF_DAMAGE.contains(sqlite.getResultCode().code & PRIMARY);
    }

    /** How the tables differ from those that this version makes. */
    synchronized List<String> faultsOfTables() {
        try {
            return StoreFile.faultsOfTables(reading);
        } catch (SQLException e) {
            throw failure("cannot read the run's store", file, e);
        }
    }

    Path file() {
        return file;
    }

    void close() throws SQLException {
        reading.close();
    }
}
