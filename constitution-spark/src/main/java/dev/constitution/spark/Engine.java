package dev.constitution.spark;

import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.base.TemporaryFolder;
import dev.constitution.runner.call.SentImages;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.export.ExportWriter;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.options.MakesStageRun;
import dev.constitution.runner.options.RunParts;
import dev.constitution.runner.run.RowEngine;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.store.CallRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * An executor's models, limits and threads for a job: one for all tasks of the executor, made by the first of them. Thread-safe.
 */
final class Engine {
    private static final Map<Long, Engine> OPEN = new HashMap<>();

    private final Job job;
    private final Slices slices;
    private final TemporaryFolder directory;
    private final RunParts parts;
    private final PromptSource source;
    private final Map<String, ExportFormat> exports;
    private final RowEngine rows;
    private final FileSystem files;
    private final Map<Long, Ledger> ledgers = new ConcurrentHashMap<>();
    private final Map<Long, Integer> users = new HashMap<>();

    private Engine(Job job) throws IOException {
        this.job = job;
        this.slices = Slices.of(job.input());
        this.directory = TemporaryFolder.named("constitution-spark");
        this.files = job.folder().files(job.configuration());
        MakesStageRun command = job.commandIn(directory.path());
        this.source = command.source();
        this.parts = command.parts();
        Run.Builder run = command.run(parts).share(RateLeases.ofThisProcess());
        this.exports = ExportWriter.ofEveryRun(source, run.provenance());
        this.rows = RowEngine.of(
                run,
                this::record,
                new SentImages(job.folder().images().toString(), SliceImages.kept(job.folder(), files)));
    }

    /** The job's engine in this process; a new one where the last has stopped. */
    static Engine of(Broadcast<byte[]> job) throws IOException {
        synchronized (OPEN) {
            Engine open = OPEN.get(job.id());
            if (open == null || open.rows.stop().isStopped()) {
                closeIdle();
                open = new Engine(Job.of(job.value()));
                OPEN.put(job.id(), open);
            }
            return open;
        }
    }

    /** Whether a task of this process has rows under way. */
    static boolean anyIsBusy() {
        synchronized (OPEN) {
            return OPEN.values().stream().anyMatch(open -> !open.ledgers.isEmpty());
        }
    }

    /** Ends what no task of this process uses: threads that wait for rows would keep a program from its end for a minute. */
    static void closeIdle() {
        synchronized (OPEN) {
            OPEN.values().removeIf(Engine::closeIfIdle);
        }
    }

    private boolean closeIfIdle() {
        if (!ledgers.isEmpty()) {
            return false;
        }
        rows.close();
        parts.close();
        try {
            directory.close();
        } catch (IOException e) {
            // a temporary folder stays
        }
        return true;
    }

    Job job() {
        return job;
    }

    Slices slices() {
        return slices;
    }

    /** A slice's lines. */
    private InputStream open(long slice) {
        return slices.open(slice, job.folder(), files);
    }

    /** A slice's prompts, whose lines count from its own first one. */
    PromptReader prompts(long slice) throws IOException {
        return PromptReader.ofPiece(
                source, open(slice), new SliceImages(job.folder(), files, job.configuration(), job.origin(), slice));
    }

    /** The forms of the files that every such run writes, by their names. */
    Map<String, ExportFormat> exports() {
        return exports;
    }

    RunCost cost() {
        return parts.cost();
    }

    FileSystem files() {
        return files;
    }

    RowEngine rows() {
        return rows;
    }

    /** The slice's ledger, which attempts of one slice in this process share; release it. */
    Ledger ledger(long slice) throws IOException {
        synchronized (users) {
            Ledger open = ledgers.get(slice);
            if (open == null) {
                open = Ledger.open(files, job.folder().ledger(slice));
                ledgers.put(slice, open);
            }
            users.merge(slice, 1, Integer::sum);
            return open;
        }
    }

    void release(long slice) throws IOException {
        @Nullable Ledger last = null;
        synchronized (users) {
            if (users.merge(slice, -1, Integer::sum) == 0) {
                users.remove(slice);
                last = ledgers.remove(slice);
            }
        }
        if (last != null) {
            last.close();
        }
    }

    private void record(CallRecord call, CallUsage took) {
        Ledger ledger = ledgers.get(slices.of(call.row()));
        if (ledger == null) {
            throw new StoreException("an answer came too late", new IllegalStateException("row " + call.row()));
        }
        ledger.append(call, took);
    }
}
