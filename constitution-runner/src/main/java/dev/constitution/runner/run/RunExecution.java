package dev.constitution.runner.run;

import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.batch.BatchLedger;
import dev.constitution.runner.call.AnsweredCall;
import dev.constitution.runner.call.SentImages;
import dev.constitution.runner.cost.CostMeter;
import dev.constitution.runner.dataset.ServerNotes;
import dev.constitution.runner.export.FreshOutcomes;
import dev.constitution.runner.export.WrittenFiles;
import dev.constitution.runner.input.ImageFolder;
import dev.constitution.runner.input.InputNotes;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.input.RunInput;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.replay.RequestHash;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.OutcomeCounts;
import dev.constitution.runner.store.RowsToDo;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredRun;
import dev.constitution.runner.threads.RowWorkers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;

/** One start of a run: hands the rows that have no outcome to workers, and lets the files grow. */
final class RunExecution {
    private static final int ROWS_BETWEEN_WRITES = 64;

    private final RunPlan plan;
    private final RunInput input;
    private final RunStore store;
    private final Function<String, List<CallRecord>> forked;
    private long limit;
    private final long inputRows;
    private final InputNotes notes;
    private long recordedRows;
    private final long start = System.nanoTime();
    private final RowWorkers workers;
    private final RunCalls calls;
    private final FreshOutcomes fresh = new FreshOutcomes();
    private final PairGoal goal;
    private long firstUnwanted = Long.MAX_VALUE;
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
        store.usage().forEach(meter::addEarlier);
        ReturnedModels returned = new ReturnedModels(store);
        ServerNotes servers = new ServerNotes(store);
        Consumer<AnsweredCall> seen = call -> {
            returned.see(call.role(), call.response().modelName());
            servers.see(call.role(), call.pending().call().model());
        };
        SentImages sent = SentImages.of(new ImageFolder(plan.directory()));
        this.calls = new RunCalls(plan, hash, sent, meter, store.writer()::call, seen, workers);
        this.goal = new PairGoal(
                plan.pairs(), plan.pairs().isEmpty() ? 0 : store.outcomes().of(OutcomeKind.PAIR));
        this.work = new RunRows(plan, calls, store.writer(), outcome -> {
            fresh.add(outcome);
            goal.ended(outcome);
        });
    }

    RunResult execute() throws IOException, InterruptedException {
        PairGoal.write(store, plan.pairs());
        RowsToDo.write(store, plan.limit().orElse(Long.MAX_VALUE));
        endWherePairsStand();
        LastStop.write(store, Optional.empty());
        RowsToDo rows = rows();
        plan.pairs().ifPresent(wanted -> plan.listener().wanted(wanted, goal.pairs()));
        plan.listener().started(rows.rows(), rows.done());
        input.warnings().forEach(plan.listener()::warned);
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

    /** Where the files in place hold all pairs that are wanted, the rows that are done are all that were to be done. */
    private void endWherePairsStand() throws IOException {
        long done = rows().done();
        Optional<WrittenFiles> files =
                plan.pairs().isEmpty() ? Optional.empty() : WrittenFiles.inPlace(store, plan.directory(), done);
        if (files.isPresent() && RowsToDo.of(store, done, inputRows).left() == 0) {
            end(files.get(), done);
        }
    }

    /** Ends the rows that are to be done before this one, if the pairs stand that are wanted. */
    private void end(WrittenFiles written, long row) {
        if (goal.isReached(written.pairs()) && row < limit) {
            limit = row;
            RowsToDo.write(store, limit);
        }
    }

    private RunResult doRows() throws IOException, InterruptedException {
        try (GrowingFiles files = GrowingFiles.open(plan, input.source(), store, fresh)) {
            try {
                submitRows(files);
            } finally {
                workers.close();
            }
            // What cannot be written is written by the next start.
            if (plan.stop()
                    .reason()
                    .filter(why -> why.code() == ExitCode.STORAGE)
                    .isEmpty()) {
                GrowingFiles.stopUnlessWritable(plan, () -> {
                    files.finish();
                    end(files.written(), firstUnwanted);
                    note(files.written());
                });
            }
            return result(files.written(), store.outcomes());
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

    private void submitRows(GrowingFiles files) throws IOException, InterruptedException {
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

    private void submitRows(GrowingFiles files, LongPredicate waits, RowWork rowWork)
            throws IOException, InterruptedException {
        firstUnwanted = Long.MAX_VALUE;
        Iterator<Long> finished = store.finishedRows();
        long nextFinished = finished.hasNext() ? finished.next() : Long.MAX_VALUE;
        try (PromptReader reader = this.input.rows()) {
            for (long row = 0; row < limit && reader.hasNext(); row++) {
                InputRow input = reader.next();
                if (row == nextFinished) {
                    nextFinished = finished.hasNext() ? finished.next() : Long.MAX_VALUE;
                    continue;
                }
                // Rows before one that is done are done too: in the files, pairs stand in the input's order.
                if (nextFinished == Long.MAX_VALUE && !goal.isBegun(row) && !isWanted(files)) {
                    firstUnwanted = row;
                    break;
                }
                if (plan.stop().isStopped()) {
                    break;
                }
                if (waits.test(row)) {
                    goal.waits(row);
                } else {
                    submit(row, input, rowWork);
                }
                if (row % ROWS_BETWEEN_WRITES == ROWS_BETWEEN_WRITES - 1) {
                    files.advance();
                }
            }
        }
    }

    /**
     * Whether a further row is needed for the pairs that are wanted; waits for rows under way until it is known. Where it is
     * not, no row is under way, but those that wait for a batch.
     */
    private boolean isWanted(GrowingFiles files) throws InterruptedException {
        while (!goal.isWanted() && !plan.stop().isStopped()) {
            boolean isAtWork = goal.awaitRow();
            files.look(isAtWork, goal);
            if (!isAtWork && !goal.isWanted()) {
                return false;
            }
            workers.workHere();
        }
        return true;
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
        goal.begin(row);
        workers.submit(
                () -> {
                    try {
                        rowWork.work(row, prompt, recorded);
                    } finally {
                        goal.passed();
                    }
                },
                goal.following(limit - row - 1));
    }

    private RowsToDo rows() {
        return RowsToDo.of(store, limit, inputRows);
    }

    private RunResult result(WrittenFiles written, OutcomeCounts outcomes) {
        RowsToDo rows = RowsToDo.of(store, outcomes.total(), limit, inputRows);
        Optional<RunStop> stopped = plan.stop().reason().filter(why -> !isComplete(why, rows));
        if (stopped.isEmpty() && rows.left() == 0) {
            stopped = goal.shortOf(written.pairs(), rows.rows(), inputRows);
        }
        Optional<RunStop> why = stopped;
        GrowingFiles.stopUnlessWritable(plan, () -> LastStop.write(store, why));
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
                why);
    }

    /** A wish to end that came during the last calls has left nothing undone. */
    private static boolean isComplete(RunStop reason, RowsToDo rows) {
        return reason.code() == ExitCode.INTERRUPTED && rows.left() == 0;
    }
}
