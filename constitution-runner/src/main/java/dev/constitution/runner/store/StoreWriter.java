package dev.constitution.runner.store;

import dev.constitution.runner.cost.CallUsage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Writes a run's store. An answer is safe when {@link #call} returns: it is in the {@link AnswerLog}, from where the next
 * start takes what a kill kept out of the store. One thread stores what has come, see {@link WriteQueue}. Thread-safe.
 */
public final class StoreWriter {
    private final StoreWriteStatements store;
    private final AnswerLog log;
    private final WriteQueue queue;

    StoreWriter(StoreWriteStatements store, AnswerLog log, Path file) {
        this.store = store;
        this.log = log;
        this.queue = new WriteQueue(file, this::begin);
        queue.start();
    }

    /** Returns when the answer, and what it took, is safe. */
    public void call(CallRecord call, CallUsage usage) {
        byte[] bytes = AnswerLog.bytes(call, usage);
        queue.lock().lock();
        try {
            queue.awaitRoom();
            log.append(bytes);
            queue.add(to -> to.call(call, usage), bytes.length);
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
            queue.add(to -> to.outcome(outcome), outcome.json().length());
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

    /** Takes a record out of use, keeping what it held and why, and returns when that is stored. */
    public void setAside(StoredRecords.Checked<?> record, String reason) {
        queue.writeNow(to -> to.setAside(record, reason));
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
