package dev.constitution.runner.store;

import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.cost.CallUsage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The record of a run in one SQLite file: every answered call, every row's outcome, and what the run was asked to do. It is
 * the truth that all other files of a run are written from.
 *
 * <p>Writing goes through {@link #writer()}; reading is for one thread at a time. Every record that is read is held against
 * its checksum. An open store keeps a second process out.
 */
public final class RunStore implements Closeable {
    /** The numbers of {@link CallUsage#toJson}. */
    private static final int TAKEN = 8;

    /** A call that is set aside was paid for all the same. */
    private static final String TAKEN_BY_ROLE = "SELECT role, "
            + IntStream.range(0, TAKEN)
                    .mapToObj(i -> "sum(json_extract(took, '$[" + i + "]'))")
                    .collect(Collectors.joining(", "))
            + " FROM (SELECT role, took FROM call UNION ALL SELECT role, took FROM set_aside)"
            + " WHERE took IS NOT NULL GROUP BY role ORDER BY role";

    private final Path file;
    private final RunLock lock;
    private final StoreQueries queries;
    private final StoreWriter writer;
    private final OptionalInt waited;

    private RunStore(Path file, RunLock lock, StoreQueries queries, StoreWriter writer, OptionalInt waited) {
        this.file = file;
        this.lock = lock;
        this.queries = queries;
        this.writer = writer;
        this.waited = waited;
    }

    /** Opens the store of a run's folder, and makes it where there is none. */
    public static RunStore open(Path directory) throws IOException {
        return open(directory, true);
    }

    /**
     * @param strict whether a store is refused whose own version is damaged
     */
    private static RunStore open(Path directory, boolean strict) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(StoreFile.NAME);
        StoreFile.refuseLinks(directory);
        AnswerLog.files(directory).forEach(SymbolicLinks::refuse);
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        RunLock lock = RunLock.take(directory);
        opened.push(lock);
        try {
            KillLeftovers.requireStoreOfLog(file);
            Connection reading = StoreFile.connect(file);
            opened.push(reading);
            StoreFile.createTables(reading);
            Connection writing = StoreFile.connect(file);
            opened.push(writing);
            StoreWriteStatements statements = new StoreWriteStatements(writing);
            StoreQueries queries = new StoreQueries(file, reading);
            requireVersion(queries, statements, strict);
            OptionalInt waited = KillLeftovers.store(directory, reading, statements);
            AnswerLog log = AnswerLog.open(directory);
            opened.push(log);
            return new RunStore(file, lock, queries, new StoreWriter(statements, log, file), waited);
        } catch (SQLException e) {
            close(opened, e);
            throw StoreQueries.failure("cannot open the run's store", file, e);
        } catch (IOException | RuntimeException | Error e) {
            close(opened, e);
            throw e;
        }
    }

    /** Leaves nothing open of what was opened before a failure. */
    private static void close(Deque<AutoCloseable> opened, Throwable failure) {
        for (AutoCloseable one : opened) {
            try {
                one.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Opens the store of a folder that must hold one. */
    public static RunStore openExisting(Path directory) throws IOException {
        return openExisting(directory, true);
    }

    /** The same, whatever of its records is damaged. */
    public static RunStore openToVerify(Path directory) throws IOException {
        return openExisting(directory, false);
    }

    private static RunStore openExisting(Path directory, boolean strict) throws IOException {
        StoreFile.requireStore(directory);
        return open(directory, strict);
    }

    private static void requireVersion(StoreQueries queries, StoreWriteStatements statements, boolean strict)
            throws SQLException {
        try {
            if (queries.meta(StoreFile.VERSION_META).isEmpty()) {
                statements.meta(StoreFile.VERSION_META, StoreFile.VERSION);
                statements.commit();
            } else {
                StoreFile.requireVersion(queries.file(), queries);
            }
        } catch (CorruptStoreException e) {
            if (strict) {
                throw e;
            }
        }
    }

    /** How many answers a killed process had left to be taken over; empty where the last one ended in order. */
    public OptionalInt waited() {
        return waited;
    }

    StoreQueries queries() {
        return queries;
    }

    public StoreWriter writer() {
        return writer;
    }

    public Path file() {
        return file;
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
                StoredRecords::outcome,
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

    /** How many rows before this one have an outcome. */
    long outcomesBefore(long row) {
        List<Long> count = new ArrayList<>();
        queries.query("SELECT count(*) FROM outcome WHERE row < ?", result -> count.add(result.getLong(1)), row);
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
        SortedMap<OutcomeKind, SortedMap<String, Long>> counts = new TreeMap<>();
        SortedMap<OutcomeKind, SortedMap<String, Long>> first = new TreeMap<>();
        queries.query("SELECT kind, detail, count(*), min(row) FROM outcome GROUP BY kind, detail", result -> {
            OutcomeKind kind = kind(result.getString(1), result.getLong(4));
            String detail = result.getString(2);
            counts.computeIfAbsent(kind, any -> new TreeMap<>()).put(detail, result.getLong(3));
            first.computeIfAbsent(kind, any -> new TreeMap<>()).put(detail, result.getLong(4));
        });
        return new OutcomeCounts(counts, first);
    }

    private static OutcomeKind kind(String label, long row) {
        try {
            return OutcomeKind.of(label);
        } catch (IllegalArgumentException e) {
            return new StoredRecords.Checked<OutcomeKind>("outcome", row, row, null).orThrow();
        }
    }

    /** Why rows became no pair, see {@link OutcomeReason}; the counts are those of {@link #outcomes()}. */
    public List<OutcomeReason> reasons(OutcomeCounts counts) {
        return new OutcomeReasons(this).of(counts);
    }

    /** A row's outcome as it was found; empty where the row is not done. */
    public Optional<StoredRecords.Checked<OutcomeRecord>> outcome(long row) {
        List<StoredRecords.Checked<OutcomeRecord>> found = new ArrayList<>();
        queries.query(
                StoredRecords.OUTCOMES + " WHERE row = ?", result -> found.add(StoredRecords.outcome(result)), row);
        return found.stream().findFirst();
    }

    /** What each of a row's calls took, by its place among them; without those of which it has not been noted. */
    public SortedMap<Integer, CallUsage> usage(long row) {
        SortedMap<Integer, CallUsage> usage = new TreeMap<>();
        queries.query(
                "SELECT key, took FROM call WHERE key >= ? AND key < ? AND took IS NOT NULL",
                result -> usage.put(
                        CallRecord.ordinalOf(result.getLong(1)),
                        StoredUsage.read(result.getLong(1), String.valueOf(result.getString(2)))
                                .orElseThrow(this::damagedUsage)
                                .usage()),
                CallRecord.firstKey(row),
                CallRecord.firstKey(row + 1));
        return usage;
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

    /** What the calls took, by role. */
    public void usage(BiConsumer<String, CallUsage> consumer) {
        SortedMap<String, CallUsage> found = new TreeMap<>();
        try {
            queries.query(TAKEN_BY_ROLE, result -> {
                long[] sums = new long[TAKEN];
                for (int i = 0; i < TAKEN; i++) {
                    sums[i] = result.getLong(i + 2);
                }
                found.put(String.valueOf(result.getString(1)), CallUsage.of(sums));
            });
        } catch (StoreException e) {
            throw StoreQueries.isMalformed(e) ? damagedUsage() : e;
        } catch (IllegalArgumentException e) {
            throw damagedUsage(); // sums that cannot be
        }
        found.forEach(consumer);
    }

    private CorruptStoreException damagedUsage() {
        return new CorruptStoreException(file + ": what a call took is damaged; constitution verify DIR names it");
    }

    /**
     * Notes what the store holds as all that it has ever held.
     *
     * @param awaited settings that are to be written again
     */
    public void takeInventory(Set<String> awaited) {
        writer.flush();
        Inventory now = Inventory.now(this);
        TreeSet<String> settings = new TreeSet<>(now.settings());
        settings.addAll(awaited);
        writer.meta(
                Inventory.META,
                new Inventory(now.calls(), now.outcomes(), now.labels(), now.setAside(), settings).toJson());
    }

    /** Notes what has been added; what is missing stays to be found. */
    private void addToInventory() {
        writer.flush();
        Optional<StoredRecords.Setting> noted = settings().stream()
                .filter(setting -> setting.name().equals(Inventory.META))
                .findFirst();
        if (noted.isEmpty()) {
            takeInventory(Set.of());
        } else if (noted.get().isIntact()) {
            Inventory before = Inventory.in(this).orElseThrow();
            Inventory both = Inventory.now(this).or(before);
            if (!both.equals(before)) {
                writer.meta(Inventory.META, both.toJson());
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            try {
                if (writer.hasWritten()) {
                    addToInventory();
                }
            } finally {
                closeAll();
            }
        } catch (SQLException e) {
            throw new StoreException("cannot close the run's store " + file, e);
        }
    }

    private void closeAll() throws SQLException, IOException {
        try {
            writer.close();
        } finally {
            queries.close();
        }
    }
}
