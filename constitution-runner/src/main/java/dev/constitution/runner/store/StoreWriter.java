package dev.constitution.runner.store;

import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.outcome.OutcomeRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run's store. An answer is safe when {@link #call} returns: it is in the {@link AnswerLog}, from where the next
 * start takes what a kill kept out of the store. One thread stores what has come, see {@link WriteQueue}. Thread-safe.
 */
public final class StoreWriter {
    private final StoreWriteStatements store;
    private final AnswerLog log;
    private final WriteQueue queue;
    private final boolean sharesTexts;

    /** @param sharesTexts whether outcomes leave texts to their calls' records */
    StoreWriter(StoreWriteStatements store, AnswerLog log, Path file, boolean sharesTexts) {
        this.store = store;
        this.sharesTexts = sharesTexts;
        this.log = log;
        this.queue = new WriteQueue(file, this::begin);
        queue.start();
    }

    /** Of records of rows, those of a row come together, its calls first: they stand together, and need the fewest pages. */
    private record OfRow(long place, WriteQueue.Write write) implements WriteQueue.Write {
        @Override
        public void to(StoreWriteStatements store) throws SQLException {
            write.to(store);
        }
    }

    /** Returns when the answer, and what it took, is safe. */
    public void call(CallRecord call, CallUsage usage) {
        byte[] bytes = AnswerLog.bytes(call, usage);
        queue.lock().lock();
        try {
            queue.awaitRoom();
            log.append(bytes);
            queue.add(new OfRow(call.key(), to -> to.call(call, usage)), bytes.length);
        } catch (IOException e) {
            throw queue.fail(e);
        } finally {
            queue.lock().unlock();
        }
    }

    /** Stores a row's outcome soon; a kill before leaves the row to be replayed from its answers. */
    public void outcome(OutcomeRecord outcome) {
        queue.lock().lock();
        try {
            queue.awaitRoom();
            queue.add(
                    new OfRow(CallRecord.firstKey(outcome.row() + 1) - 1, to -> {
                        if (sharesTexts) {
                            to.outcome(outcome);
                        } else {
                            to.wholeOutcome(outcome);
                        }
                    }),
                    outcome.content().characters());
        } finally {
            queue.lock().unlock();
        }
    }

    /** Returns when the label is stored. */
    void label(Label label) {
        queue.writeNow(to -> to.label(label));
    }

    /** Returns when the setting is stored. */
    public void meta(String name, String value) {
        queue.writeNow(to -> to.meta(name, value));
    }

    /** Returns when it is stored what a call took, in place of what was noted before. */
    public void took(long key, CallUsage usage) {
        queue.writeNow(to -> to.took(key, usage));
    }

    /** Takes a damaged call out of use; what it is counted as is said, since its own word cannot be trusted. */
    public void setAside(long key, String reason, String role, CallUsage usage) {
        queue.writeNow(to -> to.setAside(key, reason, role, usage));
    }

    /** Takes a setting out of use, and returns when that is stored. */
    public void forget(String name, String reason) {
        queue.writeNow(to -> to.forget(name, reason));
    }

    /** Counts a damaged record that is set aside as this from now on. */
    public void setAsideAgain(StoredRecords.SetAside record, @Nullable String role, @Nullable CallUsage usage) {
        String took = usage == null ? null : StoredUsage.write(record.key(), usage);
        StoredRecords.SetAside anew =
                StoredRecords.SetAside.of(record.source(), record.key(), "damaged", record.content(), role, took);
        queue.writeNow(to -> to.setAsideAgain(record.id(), anew));
    }

    /** Takes records out of use, keeping what they held and why, and returns when that is stored. */
    public void setAside(List<? extends StoredRecords.Checked<?>> records, String reason) {
        queue.writeNow(to -> {
            for (StoredRecords.Checked<?> record : records) {
                to.setAside(record, reason);
            }
        });
    }

    /** Counts a call whose record is lost. */
    public void lost(long row, String content, String role, CallUsage usage) {
        queue.writeNow(to -> to.lost(CallRecord.firstKey(row), content, role, usage));
    }

    /** Whether something was written, and all of it so far without a failure. */
    boolean hasWritten() {
        return queue.hasWritten();
    }

    /** Returns when all that was given so far is stored. */
    public void flush() {
        queue.writeNow(to -> {});
    }

    /** The answers that are in the log so far are the transaction's; later ones go to another log. */
    private WriteQueue.Commit begin() {
        RandomAccessFile logged = log.turn();
        return group -> {
            for (WriteQueue.Write write : group) {
                write.to(store);
            }
            store.commit();
            AnswerLog.empty(logged);
        };
    }

    /** Writes what waits and ends the thread; a failure that earlier writes met is not thrown again. */
    void close() throws SQLException, IOException {
        try {
            Throwable failed = queue.finish(log::delete);
            if (failed != null) {
                throw queue.failed(failed);
            }
        } finally {
            store.close();
            log.close();
        }
    }
}
