package dev.constitution.runner;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes a run's store. Writes that wait at the same time are committed together (group commit), so
 * that many callers share the cost of a transaction.
 *
 * <p>After a failed write the store takes nothing more: every later write fails with the first failure.
 */
final class StoreWriter {
    private static final int LARGEST_GROUP = 1024;

    /** Something to write, and who waits for it. */
    private record Write(Statement statement, CompletableFuture<@Nullable Void> done) {}

    /** Adds its writes to the transaction. */
    @FunctionalInterface
    private interface Statement {
        void run(StoreWriter writer) throws SQLException;
    }

    private final Connection connection;
    private final Path file;
    private final PreparedStatement insertCall;
    private final PreparedStatement insertOutcome;
    private final PreparedStatement setMeta;
    private final BlockingQueue<Write> queue = new ArrayBlockingQueue<>(4 * LARGEST_GROUP);
    private final Thread thread = new Thread(this::work, "run-store");
    private volatile @Nullable Exception failure;

    StoreWriter(Connection connection, Path file) throws SQLException {
        this.connection = connection;
        this.file = file;
        connection.setAutoCommit(false);
        insertCall = connection.prepareStatement("INSERT OR REPLACE INTO call VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insertOutcome = connection.prepareStatement("INSERT OR REPLACE INTO outcome VALUES (?, ?, ?, ?, ?, ?)");
        setMeta = connection.prepareStatement("INSERT OR REPLACE INTO meta VALUES (?, ?)");
        thread.start();
    }

    /** Returns when the call is stored. */
    void call(CallRecord call) {
        write(writer -> writer.insert(call));
    }

    /** Returns when the outcome is stored. */
    void outcome(OutcomeRecord outcome) {
        write(writer -> writer.insert(outcome));
    }

    /** Returns when the setting is stored. */
    void meta(String name, String value) {
        write(writer -> {
            writer.setMeta.setString(1, name);
            writer.setMeta.setString(2, value);
            writer.setMeta.executeUpdate();
        });
    }

    /** Takes a record out of use, keeping what it held and why, and returns when that is stored. */
    void setAside(StoredRecords.Checked<?> record, String reason) {
        String table = record.table();
        String key = table.equals("call") ? "key" : "row";
        String content = table.equals("call") ? "step || ' ' || answer" : "kind || ' ' || detail || ' ' || json";
        write(writer -> {
            try (PreparedStatement copy = writer.connection.prepareStatement("INSERT INTO set_aside SELECT ?, " + key
                            + ", ?, " + content + " FROM " + table + " WHERE " + key + " = ?");
                    PreparedStatement delete =
                            writer.connection.prepareStatement("DELETE FROM " + table + " WHERE " + key + " = ?")) {
                copy.setString(1, table);
                copy.setString(2, reason);
                copy.setLong(3, record.key());
                copy.executeUpdate();
                delete.setLong(1, record.key());
                delete.executeUpdate();
            }
        });
    }

    private void insert(CallRecord call) throws SQLException {
        insertCall.setLong(1, call.key());
        insertCall.setString(2, call.prompt());
        insertCall.setString(3, call.step());
        insertCall.setString(4, call.role());
        insertCall.setString(5, call.request());
        insertCall.setString(6, call.form().label());
        insertCall.setString(7, call.answer());
        insertCall.setLong(8, call.latencyMillis());
        insertCall.setLong(9, Checksum.of(call));
        insertCall.executeUpdate();
    }

    private void insert(OutcomeRecord outcome) throws SQLException {
        insertOutcome.setLong(1, outcome.row());
        insertOutcome.setString(2, outcome.id());
        insertOutcome.setString(3, outcome.kind().label());
        insertOutcome.setString(4, outcome.detail());
        insertOutcome.setString(5, outcome.json());
        insertOutcome.setLong(6, Checksum.of(outcome));
        insertOutcome.executeUpdate();
    }

    /** A record that was answered must reach the store, so an interrupt waits until the write is done. */
    private void write(Statement statement) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        Write write = new Write(statement, done);
        boolean interrupted = false;
        try {
            boolean queued = false;
            while (!queued) {
                requireWorking();
                try {
                    queue.put(write);
                    queued = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            while (!done.isDone()) {
                try {
                    done.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new StoreException("cannot write the run's store " + file, e.getCause() == null ? e : e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void requireWorking() {
        if (!thread.isAlive()) {
            throw new IllegalStateException("the run's store " + file + " is closed");
        }
        Exception failed = failure;
        if (failed != null) {
            throw new StoreException("cannot write the run's store " + file, failed);
        }
    }

    private void work() {
        List<Write> group = new ArrayList<>();
        boolean open = true;
        while (open) {
            group.clear();
            try {
                group.add(queue.take());
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the store's writer", e);
            }
            queue.drainTo(group, LARGEST_GROUP - 1);
            open = !commit(group);
        }
    }

    /** Commits a group, and says whether it held the request to close. */
    private boolean commit(List<Write> group) {
        boolean closing = false;
        try {
            if (failure != null) {
                throw failure;
            }
            for (Write write : group) {
                if (write.statement == CLOSE) {
                    closing = true;
                } else {
                    write.statement.run(this);
                }
            }
            connection.commit();
            group.forEach(write -> write.done.complete(null));
        } catch (Exception e) {
            failure = failure == null ? e : failure;
            closing = group.stream().anyMatch(write -> write.statement == CLOSE);
            group.forEach(write -> write.done.completeExceptionally(e));
        }
        return closing;
    }

    private static final Statement CLOSE = writer -> {};

    /** Writes what is queued and ends the thread. */
    void close() throws SQLException {
        try {
            if (thread.isAlive()) {
                write(CLOSE);
            }
        } finally {
            connection.close();
        }
    }
}
