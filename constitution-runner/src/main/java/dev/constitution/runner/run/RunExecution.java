package dev.constitution.runner.run;

import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.batch.BatchLedger;
import dev.constitution.runner.call.AnsweredCall;
import dev.constitution.runner.cost.CostMeter;
import dev.constitution.runner.dataset.ServerNotes;
import dev.constitution.runner.export.ExportWriter;
import dev.constitution.runner.export.FreshOutcomes;
import dev.constitution.runner.export.WrittenFile;
import dev.constitution.runner.export.WrittenFiles;
import dev.constitution.runner.input.InputNotes;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.input.RunInput;
import dev.constitution.runner.replay.RequestHash;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.OutcomeCounts;
import dev.constitution.runner.store.RowsToDo;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredRun;
import dev.constitution.runner.threads.RowWorkers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start of a run: hands the rows that have no outcome to workers, and lets the files grow. */
final class RunExecution {
    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);

    private static final int ROWS_BETWEEN_WRITES = 64;
    private static final String UNWRITABLE = "cannot write the run's files in ";

    private final RunPlan plan;
    private final RunInput input;
    private final RunStore store;
    private final Function<String, List<CallRecord>> forked;
    private final long limit;
    private final long inputRows;
    private final InputNotes notes;
    private long recordedRows;
    private final long start = System.nanoTime();
    private final RowWorkers workers;
    private final RunCalls calls;
    private final FreshOutcomes fresh = new FreshOutcomes();
    private final RunRows work;

    /**
     * @param input the rows, to be read again as they were scanned
     * @param hash what requests are known by
     * @param forked the answered calls of the run that this one was forked from, by prompt id
     */
    RunExecution(
            RunPlan plan, RunInput input, RequestHash hash, RunStore store, Function<String, List<CallRecord>> forked) {
        this.plan = plan;
        this.input = input;
        this.store = store;
        this.forked = forked;
        this.inputRows = input.scan().rows();
        this.notes = input.scan().notes();
        this.limit = Math.min(inputRows, plan.limit().orElse(Long.MAX_VALUE));
        this.recordedRows = store.rowAfterCalls();
        this.workers = new RowWorkers(plan.concurrency());
        CostMeter meter = new CostMeter(plan.cost());
        store.usage(meter::addEarlier);
        ReturnedModels returned = new ReturnedModels(store);
        ServerNotes servers = new ServerNotes(store);
        Consumer<AnsweredCall> seen = call -> {
            returned.see(call.role(), call.response().modelName());
            servers.see(call.role(), call.pending().call().model());
        };
        this.calls = new RunCalls(plan, hash, meter, store.writer()::call, seen, workers);
        this.work = new RunRows(plan, calls, store.writer(), fresh);
    }

    RunResult execute() throws IOException, InterruptedException {
        RowsToDo.write(store, plan.limit().orElse(Long.MAX_VALUE));
        LastStop.write(store, Optional.empty());
        RowsToDo rows = rows();
        plan.listener().started(rows.rows(), rows.done());
        notes.warnings().forEach(plan.listener()::warned);
        Optional<WrittenFiles> inPlace =
                rows.left() == 0 ? WrittenFiles.inPlace(store, plan.directory(), rows.done()) : Optional.empty();
        if (inPlace.isPresent()) {
            workers.close();
            if (store.meta(StoredRun.INPUT_META).isEmpty()) {
                noteInput();
            }
            return result(inPlace.get(), store.intactOutcomes());
        }
        WrittenFiles.outdated(store);
        return doRows();
    }

    private RunResult doRows() throws IOException, InterruptedException {
        try (ExportWriter files = openFiles()) {
            try {
                submitRows(files);
            } finally {
                workers.close();
            }
            List<WrittenFile> written = new ArrayList<>();
            // What cannot be written is written by the next start.
            if (plan.stop()
                    .reason()
                    .filter(why -> why.code() == ExitCode.STORAGE)
                    .isEmpty()) {
                stopUnlessWritable(() -> {
                    store.writer().flush();
                    files.advance(fresh);
                    written.addAll(files.finish());
                    note(new WrittenFiles(written, files.report(), files.orders()));
                });
            }
            return result(new WrittenFiles(written, files.report(), files.orders()), store.outcomes());
        }
    }

    /** Only of rows that are all done: until then the next start has something to write. */
    private void note(WrittenFiles written) throws IOException {
        RowsToDo rows = rows();
        if (rows.left() == 0) {
            written.note(store, plan.directory(), rows.done());
            noteInput();
        }
    }

    private void noteInput() throws IOException {
        input.known().ifPresent(known -> store.setting(StoredRun.INPUT_META, known.toJson()));
    }

    private ExportWriter openFiles() {
        try {
            return ExportWriter.ofRun(store, plan.directory(), input.source(), plan.provenance());
        } catch (IOException e) {
            throw new StoreException(UNWRITABLE + plan.directory(), e);
        }
    }

    /** Writes to files of the run. */
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    /** A disk that is full ends the run in order: what was answered is stored, or its row stays open. */
    private void stopUnlessWritable(Writing writing) {
        try {
            writing.run();
        } catch (StoreException e) {
            stopForStorage(String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("writing the run's files failed", e);
            stopForStorage(UNWRITABLE + plan.directory() + ": " + e.getMessage()
                    + "; make room, or let them be written, then run the same command again");
        }
    }

    private void stopForStorage(String message) {
        plan.stop().stop(new RunStop(ExitCode.STORAGE, message));
    }

    private void submitRows(ExportWriter files) throws IOException, InterruptedException {
        if (!plan.batches().isOn() && !BatchLedger.hasOpen(store)) {
            submitRows(files, row -> false, work::work);
            workers.awaitAll();
            return;
        }
        BatchRounds rounds = new BatchRounds(plan, work, calls, store, limit);
        rounds.run(() -> {
            store.writer().flush();
            recordedRows = store.rowAfterCalls();
            submitRows(files, rounds::isWaiting, rounds::work);
            workers.awaitAll();
        });
    }

    /** Takes a row through the stage. */
    @FunctionalInterface
    private interface RowWork {
        void work(long row, Prompt prompt, List<CallRecord> recorded);
    }

    private void submitRows(ExportWriter files, LongPredicate waits, RowWork rowWork)
            throws IOException, InterruptedException {
        Iterator<Long> finished = store.finishedRows();
        long nextFinished = finished.hasNext() ? finished.next() : Long.MAX_VALUE;
        try (PromptReader reader = this.input.rows()) {
            for (long row = 0; row < limit && reader.hasNext(); row++) {
                InputRow input = reader.next();
                if (row == nextFinished) {
                    nextFinished = finished.hasNext() ? finished.next() : Long.MAX_VALUE;
                    continue;
                }
                if (plan.stop().isStopped()) {
                    break;
                }
                if (!waits.test(row)) {
                    submit(row, input, rowWork);
                }
                if (row % ROWS_BETWEEN_WRITES == ROWS_BETWEEN_WRITES - 1) {
                    stopUnlessWritable(() -> files.advance(fresh));
                }
            }
        }
    }

    private void submit(long row, InputRow input, RowWork rowWork) throws InterruptedException {
        if (input instanceof InputRow.Bad bad) {
            work.refuse(row, bad, this.input.source().location());
            return;
        }
        Prompt prompt = ((InputRow.Read) input).prompt();
        List<CallRecord> recorded = new ArrayList<>(forked.apply(prompt.id()));
        if (row < recordedRows) {
            recorded.addAll(store.calls(row));
        }
        workers.submit(() -> rowWork.work(row, prompt, recorded), limit - row - 1);
    }

    private RowsToDo rows() {
        return RowsToDo.of(store, limit, inputRows);
    }

    private RunResult result(WrittenFiles written, OutcomeCounts outcomes) {
        RowsToDo rows = RowsToDo.of(store, outcomes.total(), limit, inputRows);
        Optional<RunStop> stopped = plan.stop().reason().filter(why -> !isComplete(why, rows));
        stopUnlessWritable(() -> LastStop.write(store, stopped));
        return new RunResult(
                rows.rows(),
                outcomes,
                store.reasons(outcomes),
                calls.replayed(),
                Duration.ofNanos(System.nanoTime() - start),
                written.files(),
                written.report(),
                inputRows,
                notes,
                calls.meter().spentNow(),
                calls.meter().spent(),
                calls.meter().unanswered(),
                calls.retries(),
                written.orders(),
                stopped);
    }

    /** A wish to end that came during the last calls has left nothing undone. */
    private static boolean isComplete(RunStop reason, RowsToDo rows) {
        return reason.code() == ExitCode.INTERRUPTED && rows.left() == 0;
    }
}
