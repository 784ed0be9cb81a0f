package dev.constitution.runner.store;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.outcome.OutcomeRecord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * A run's store as it is read: what the run was asked to do, every answered call, every row's outcome. Every record that is
 * read is held against its checksum. For one thread at a time.
 *
 * <p>One that is opened by {@link #of} shows the store as it stands at that moment, whatever is written meanwhile. It waits for
 * nobody, keeps nobody out, and changes not a byte of the folder, which need not be writable. Answers that a kill has left on
 * their way into the store count as if they were in it.
 */
public sealed class StoreView implements Closeable permits RunStore {
    private final StoreQueries queries;
    private final Closeable opened;
    private final Unstored unstored;

    StoreView(StoreQueries queries, Closeable opened, Unstored unstored) {
        this.queries = queries;
        this.opened = opened;
        this.unstored = unstored;
    }

    /**
     * Opens the store of a folder for looking.
     *
     * @throws UsageException if the folder holds none, or one that is just being begun
     * @throws CorruptStoreException if what is there cannot be read
     */
    public static StoreView of(Path directory) throws IOException {
        return of(directory, true);
    }

    /** The same, whatever of its records is damaged. */
    public static StoreView toVerify(Path directory) throws IOException {
        return of(directory, false);
    }

    private static StoreView of(Path directory, boolean strict) throws IOException {
        Optional<StoreView> found = in(directory, strict);
        boolean isAtWork = found.map(StoreView::isAtWork).orElseGet(() -> RunLock.isHeld(directory));
        if (found.isPresent() && (!isAtWork || !strict || RunManifest.isIn(found.get()))) {
            return found.get();
        }
        if (found.isPresent()) {
            found.get().close();
        }
        if (isAtWork) {
            throw new UsageException(
                    directory + ": a process is just beginning this run, and has stored nothing yet; look again");
        }
        StoreFile.requireStore(directory);
        throw StoreFile.none(directory); // a file without tables
    }

    /** The store of a folder, opened for looking; empty where there is none, or one that ended before it began. */
    static Optional<StoreView> in(Path directory) throws IOException {
        return in(directory, true);
    }

    /** @param strict whether a store is refused whose own version is damaged */
    private static Optional<StoreView> in(Path directory, boolean strict) throws IOException {
        Path file = directory.resolve(StoreFile.NAME);
        StoreFile.refuseLinks(directory);
        boolean isAtWork = RunLock.isHeld(directory);
        if (!isAtWork) {
            KillLeftovers.requireStoreOfLog(file);
        }
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return Optional.empty();
        }
        boolean wasKilled = !isAtWork && AnswerLog.files(directory).stream().anyMatch(Files::exists);
        AnswerLog.Left left =
                AnswerLog.left(directory); // before the snapshot, which then has all that has left the log
        StoreSnapshot snapshot = StoreSnapshot.of(directory);
        boolean isKept = false;
        try {
            StoreQueries queries = snapshot.queries();
            if (!queries.hasTables()) {
                return Optional.empty();
            }
            requireVersion(file, queries, strict);
            StoreFile.addMissingTables(snapshot.connection());
            int waiting = KillLeftovers.show(left, snapshot.connection());
            OptionalInt waited = wasKilled ? OptionalInt.of(waiting) : OptionalInt.empty();
            isKept = true;
            return Optional.of(
                    new StoreView(queries, snapshot, new Unstored(isAtWork, waited, isAtWork ? 0 : left.damaged())));
        } catch (SQLException e) {
            throw StoreQueries.failure("cannot read the run's store", file, e);
        } finally {
            if (!isKept) {
                snapshot.close();
            }
        }
    }

    private static void requireVersion(Path file, StoreQueries queries, boolean strict) {
        try {
            StoreFile.requireVersion(file, queries);
        } catch (CorruptStoreException e) {
            if (strict) {
                throw e;
            }
        }
    }

    StoreQueries queries() {
        return queries;
    }

    public Path file() {
        return queries.file();
    }

    /** The run's folder. */
    public Path folder() {
        return file().resolveSibling(".").normalize();
    }

    /** Whether another process worked on the run when this was opened. */
    public boolean isAtWork() {
        return unstored.isAtWork();
    }

    /**
     * How many answers a killed process has left in the answer log alone, which a start of the run stores; empty where the last
     * one ended in order.
     */
    public OptionalInt waited() {
        return unstored.waited();
    }

    /** What who looks at the run has to know beside what it shows. */
    public Optional<String> notice() {
        return unstored.notice(file().getParent());
    }

    /** A setting of the run. */
    public Optional<String> meta(String name) {
        return queries.meta(name);
    }

    /** The answered calls of a row, in their order. */
    public List<CallRecord> calls(long row) {
        return checkedCalls(row).stream().map(StoredRecords.Checked::orThrow).toList();
    }

    /** The same as they were found. */
    public List<StoredRecords.Checked<CallRecord>> checkedCalls(long row) {
        List<StoredRecords.Checked<CallRecord>> calls = new ArrayList<>();
        queries.query(
                StoredRecords.CALLS + " WHERE key >= ? AND key < ? ORDER BY key",
                result -> calls.add(StoredRecords.call(result)),
                CallRecord.firstKey(row),
                CallRecord.firstKey(row + 1));
        return calls;
    }

    /** The rows that have calls and no outcome, ascending, so many at most. */
    public List<Long> openRows(int most) {
        List<Long> rows = new ArrayList<>();
        queries.query(
                "SELECT DISTINCT key >> " + CallRecord.ORDINAL_BITS + " AS of_row FROM call"
                        + " WHERE NOT EXISTS (SELECT 1 FROM outcome WHERE row = key >> " + CallRecord.ORDINAL_BITS
                        + ") ORDER BY of_row LIMIT ?",
                result -> rows.add(result.getLong(1)),
                most);
        return rows;
    }

    /** Whether nothing was answered and no row was done: there is nothing that other settings could be mixed with. */
    public boolean isUntouched() {
        return queries.areUntouched();
    }

    /** The row after the last one that has an answered call. */
    public long rowAfterCalls() {
        List<Long> last = new ArrayList<>();
        queries.query("SELECT key FROM call ORDER BY key DESC LIMIT 1", result -> last.add(result.getLong(1)));
        return last.isEmpty() ? 0 : CallRecord.rowOf(last.get(0)) + 1;
    }

    /** All settings as they were found. */
    public List<StoredRecords.Setting> settings() {
        List<StoredRecords.Setting> settings = new ArrayList<>();
        queries.query(
                "SELECT name, value, checksum FROM meta ORDER BY name",
                result -> settings.add(StoredRecords.setting(result)));
        return settings;
    }

    /** Every record that was taken out of use, as it was found. */
    public Iterator<StoredRecords.SetAside> allSetAside() {
        return new PagedQuery<>(
                queries,
                "SELECT rowid, source, key, reason, content, role, took FROM set_aside WHERE rowid >= ?"
                        + " ORDER BY rowid LIMIT ?",
                0,
                StoredRecords::setAside,
                StoredRecords.SetAside::id);
    }

    /** Every call record with whether it is intact, and with what it took, by key. */
    public Iterator<StoredRecords.Taken> allCalls() {
        return new PagedQuery<>(
                queries,
                StoredRecords.CALLS + " WHERE key >= ? ORDER BY key LIMIT ?",
                Long.MIN_VALUE,
                StoredRecords::taken,
                taken -> taken.call().key());
    }

    /** Every outcome record with whether it is intact, in the input's order. */
    public Iterator<StoredRecords.Checked<OutcomeRecord>> allOutcomes(long firstRow) {
        return new PagedQuery<>(
                queries,
                StoredRecords.OUTCOMES + " WHERE row >= ? ORDER BY row LIMIT ?",
                firstRow,
                result -> StoredRecords.outcome(result, queries),
                checked -> checked.key());
    }

    /** The outcomes from a row on, in the input's order; ends in {@link CorruptStoreException} at a damaged one. */
    public Iterator<OutcomeRecord> outcomes(long firstRow) {
        Iterator<StoredRecords.Checked<OutcomeRecord>> all = allOutcomes(firstRow);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public OutcomeRecord next() {
                return all.next().orThrow();
            }
        };
    }

    /** How many rows have an outcome. */
    long doneRows() {
        List<Long> count = new ArrayList<>();
        queries.query("SELECT count(*) FROM outcome", result -> count.add(result.getLong(1)));
        return count.get(0);
    }

    /** How many rows from this one on have an outcome. */
    long doneRowsFrom(long row) {
        List<Long> count = new ArrayList<>();
        queries.query("SELECT count(*) FROM outcome WHERE row >= ?", result -> count.add(result.getLong(1)), row);
        return count.get(0);
    }

    /** The rows that have an outcome, ascending. */
    public Iterator<Long> finishedRows() {
        return new PagedQuery<>(
                queries,
                "SELECT row FROM outcome WHERE row >= ? ORDER BY row LIMIT ?",
                0,
                result -> result.getLong(1),
                row -> row);
    }

    /** How many rows ended as what, and which are the first that did: one pass over the outcomes. */
    public OutcomeCounts outcomes() {
        return OutcomeCounts.of(queries);
    }

    /**
     * The same, and each record is held against its checksum on the way.
     *
     * @throws CorruptStoreException if one is damaged
     */
    public OutcomeCounts intactOutcomes() {
        return OutcomeCounts.ofIntact(queries);
    }

    /** Why rows became no pair, see {@link OutcomeReason}; the counts are those of {@link #outcomes()}. */
    public List<OutcomeReason> reasons(OutcomeCounts counts) {
        return new OutcomeReasons(this).of(counts);
    }

    /** A row's outcome as it was found; empty where the row is not done. */
    public Optional<StoredRecords.Checked<OutcomeRecord>> outcome(long row) {
        List<StoredRecords.Checked<OutcomeRecord>> found = new ArrayList<>();
        queries.query(
                StoredRecords.OUTCOMES + " WHERE row = ?",
                result -> found.add(StoredRecords.outcome(result, queries)),
                row);
        return found.stream().findFirst();
    }

    /** What each of a row's calls took, by its place among them; without those of which it has not been noted. */
    public SortedMap<Integer, CallUsage> usage(long row) {
        return StoredUsage.ofRow(queries, row);
    }

    /** What SQLite itself finds wrong with the file; empty when nothing. */
    public List<String> integrityFaults() {
        List<String> faults = new ArrayList<>();
        queries.query("PRAGMA integrity_check(20)", result -> {
            String line = result.getString(1);
            if (!line.equals("ok")) {
                faults.add(line);
            }
        });
        faults.addAll(queries.faultsOfTables());
        return faults;
    }

    /** What the calls took, by role. A call that is set aside was paid for all the same. */
    public SortedMap<String, CallUsage> usage() {
        return StoredUsage.byRole(queries);
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
