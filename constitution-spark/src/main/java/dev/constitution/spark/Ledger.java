package dev.constitution.spark;

import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.store.AnswerLog;
import dev.constitution.runner.store.CallRecord;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The answers to a slice's rows: those of all attempts before this one, and its own, which it appends to a file of its own.
 * {@link #append} returns when an answer outlives this process. Threads that append at the same time share a write. Where a file
 * system shows a file only when it is closed, as object stores do, each such write is a file. Thread-safe.
 */
final class Ledger {
    /** The capability of streams that show what is flushed before they are closed. */
    private static final String FLUSH = "hflush";

    private final FileSystem files;
    private final Path folder;
    private final String attempt = UUID.randomUUID().toString();
    private final Map<Long, List<CallRecord>> recorded = new HashMap<>();
    private final Map<Long, Map<String, CallUsage>> usage = new HashMap<>();

    private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private long appended;
    private long durable;
    private boolean writing;
    private int parts;
    private @Nullable FSDataOutputStream out;
    private @Nullable IOException failure;

    private Ledger(FileSystem files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    /** Reads what there is. */
    static Ledger open(FileSystem files, Path folder) throws IOException {
        Ledger ledger = new Ledger(files, folder);
        FileStatus[] earlier = {};
        try {
            earlier = files.listStatus(folder);
        } catch (FileNotFoundException e) {
            // the slice's first attempt
        }
        Arrays.sort(earlier);
        for (FileStatus file : earlier) {
            try (InputStream in = new BufferedInputStream(files.open(file.getPath()))) {
                AnswerLog.readAll(in, ledger::addRecorded);
            }
        }
        return ledger;
    }

    private void addRecorded(CallRecord call, CallUsage took) {
        recorded.computeIfAbsent(call.row(), row -> new ArrayList<>()).add(call);
        count(call, took);
    }

    private synchronized void count(CallRecord call, CallUsage took) {
        usage.computeIfAbsent(call.row(), row -> new TreeMap<>()).merge(call.role(), took, CallUsage::plus);
    }

    /** What a row was answered by earlier attempts. */
    List<CallRecord> recorded(long row) {
        return recorded.getOrDefault(row, List.of());
    }

    /** What a row's answers took, those of earlier attempts too, by role. */
    synchronized Map<String, CallUsage> usage(long row) {
        return Map.copyOf(usage.getOrDefault(row, Map.of()));
    }

    /**
     * Makes an answer durable.
     *
     * @throws StoreException if it cannot be written; nothing can be from then on
     */
    void append(CallRecord call, CallUsage took) {
        byte[] record = AnswerLog.bytes(call, took);
        count(call, took);
        try {
            append(record);
        } catch (IOException e) {
            throw new StoreException("cannot write the ledger " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Whoever finds nobody writing writes for all who wait. */
    private void append(byte[] record) throws IOException {
        long mine;
        synchronized (this) {
            waiting.writeBytes(record);
            mine = ++appended;
        }
        while (isToWrite(mine)) {
            byte[] batch;
            long last;
            synchronized (this) {
                batch = waiting.toByteArray();
                waiting = new ByteArrayOutputStream();
                last = appended;
            }
            @Nullable IOException failed = null;
            try {
                write(batch);
            } catch (IOException e) {
                failed = e;
            }
            written(last, failed);
        }
    }

    /**
     * Waits until a record is durable, which is false, or nobody writes, which is true and makes the caller the writer. An
     * interrupt does not end it: the answer is on its way, and paid for.
     */
    private synchronized boolean isToWrite(long record) throws IOException {
        boolean interrupted = false;
        while (writing && durable < record) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (durable >= record) {
            return false;
        }
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        writing = true;
        return true;
    }

    private synchronized void written(long last, @Nullable IOException failed) {
        writing = false;
        failure = failure == null ? failed : failure;
        durable = failed == null ? last : durable;
        notifyAll();
    }

    /** Used by one thread at a time. */
    private void write(byte[] batch) throws IOException {
        FSDataOutputStream file = out == null ? next() : out;
        file.write(batch);
        if (file.hasCapability(FLUSH)) {
            file.hflush();
            out = file;
        } else {
            file.close();
        }
    }

    private FSDataOutputStream next() throws IOException {
        return files.create(new Path(folder, attempt + "-" + parts++), false);
    }

    /** Ends the appending. */
    synchronized void close() throws IOException {
        if (failure == null) {
            failure = new IOException("the slice's attempt is over");
        }
        if (out != null) {
            out.close();
        }
    }
}
