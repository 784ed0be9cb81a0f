package dev.constitution.runner.run;

import dev.constitution.chat.AbortException;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.call.Budget;
import dev.constitution.runner.call.BudgetExhaustedException;
import dev.constitution.runner.call.ProviderCalls;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.CostMeter;
import dev.constitution.runner.export.ExportWriter;
import dev.constitution.runner.export.WrittenFile;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.InputScan;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.CallReplay;
import dev.constitution.runner.store.CorruptStoreException;
import dev.constitution.runner.store.OutcomeJson;
import dev.constitution.runner.store.OutcomeRecord;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.threads.ParallelWork;
import dev.constitution.runner.threads.RowWorkers;
import dev.constitution.stage.Outcome;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start of a run: hands rows to workers, records what becomes of them, and grows the files. */
final class RunExecution {
    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);

    private static final int ROWS_BETWEEN_WRITES = 64;
    private static final String UNWRITABLE = "cannot write the run's files in ";

    private final Run run;
    private final PromptSource source;
    private final RunStore store;
    private final Function<String, List<CallRecord>> forked;
    private final long rows;
    private final long start = System.nanoTime();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong replayed = new AtomicLong();
    private final AtomicLong outputTokens = new AtomicLong();
    private final AtomicReference<RunStop> stop = new AtomicReference<>();
    private final RowWorkers workers;
    private final ParallelWork helpers;
    private final CostMeter meter;
    private final ProviderCalls providers;
    private final FailureShare failures;
    private final ReturnedModels returned;
    private final ModelCaller caller;
    private final long inputRows;
    private final long recordedRows;

    /**
     * @param forked the answered calls of the run that this one was forked from, by prompt id
     */
    RunExecution(
            Run run, PromptSource source, InputScan scan, RunStore store, Function<String, List<CallRecord>> forked) {
        this.run = run;
        this.source = source;
        this.store = store;
        this.forked = forked;
        this.rows = Math.min(scan.rows(), run.limit.orElse(Long.MAX_VALUE));
        this.inputRows = scan.rows();
        this.meter = new CostMeter(run.cost);
        store.usage(meter::add);
        this.workers = new RowWorkers(run.concurrency);
        this.helpers = workers.helpers(run.concurrency - 1);
        this.providers = new ProviderCalls(unlessStopping(ModelCaller.direct()), run.limits, workers, run.time);
        this.returned = new ReturnedModels(store);
        this.failures = new FailureShare(run.failOnError);
        this.caller = new Budget(providers, run.cost, meter);
        this.recordedRows = store.rowAfterCalls();
    }

    RunResult execute() throws IOException, InterruptedException {
        run.drain.onRequest(this::isStopping);
        try (ExportWriter files = openFiles()) {
            try {
                submitRows(files);
                workers.awaitAll();
            } finally {
                workers.close();
            }
            List<WrittenFile> written = new ArrayList<>();
            // What cannot be written is written by the next start.
            if (stop.get() == null || stop.get().code() != ExitCode.STORAGE) {
                stopUnlessWritable(() -> {
                    store.writer().flush();
                    written.addAll(files.finish());
                });
            }
            return result(written, files);
        }
    }

    private ExportWriter openFiles() {
        try {
            return ExportWriter.ofRun(store, run.directory, source, run.provenance);
        } catch (IOException e) {
            throw new StoreException(UNWRITABLE + run.directory, e);
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
            stop(ExitCode.STORAGE, String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("writing the run's files failed", e);
            stop(
                    ExitCode.STORAGE,
                    UNWRITABLE + run.directory + ": " + e.getMessage()
                            + "; make room, or let them be written, then run the same command again");
        }
    }

    private void submitRows(ExportWriter files) throws IOException, InterruptedException {
        run.listener.spending(meter::spent);
        run.listener.calling(providers::statistics);
        run.listener.started(rows, store.outcomes().total());
        Iterator<Long> finished = store.finishedRows();
        long nextFinished = finished.hasNext() ? finished.next() : Long.MAX_VALUE;
        try (PromptReader reader = source.open()) {
            for (long row = 0; row < rows && reader.hasNext(); row++) {
                InputRow input = reader.next();
                if (row == nextFinished) {
                    nextFinished = finished.hasNext() ? finished.next() : Long.MAX_VALUE;
                    continue;
                }
                if (isStopping()) {
                    break;
                }
                submit(row, input);
                if (row % ROWS_BETWEEN_WRITES == ROWS_BETWEEN_WRITES - 1) {
                    stopUnlessWritable(files::advance);
                }
            }
        }
    }

    private void submit(long row, InputRow input) throws InterruptedException {
        if (input instanceof InputRow.Bad bad) {
            LOG.warn("{}:{}: {}", source.location(), bad.line(), Words.shown(bad.message()));
            finish(OutcomeJson.unreadable(row, bad));
            return;
        }
        Prompt prompt = ((InputRow.Read) input).prompt();
        List<CallRecord> recorded = new ArrayList<>(forked.apply(prompt.id()));
        if (row < recordedRows) {
            recorded.addAll(store.calls(row));
        }
        workers.submit(() -> work(row, prompt, recorded), rows - row - 1);
    }

    private void work(long row, Prompt prompt, List<CallRecord> recorded) {
        if (isStopping()) {
            return;
        }
        try {
            CallReplay ledger = new CallReplay(
                    row, recorded, run.provenance.models(), store.writer(), caller, this::answered, helpers);
            Outcome outcome = run.stage.run(prompt, ledger);
            finish(OutcomeJson.record(row, outcome));
        } catch (InterruptedException e) {
            stop(ExitCode.INTERRUPTED, "interrupted");
        } catch (CorruptStoreException e) {
            stop(ExitCode.CORRUPT, String.valueOf(e.getMessage()));
        } catch (RunStopException e) {
            stop(e.stop().code(), e.stop().message());
        } catch (BudgetExhaustedException e) {
            stop(ExitCode.BUDGET, String.valueOf(e.getMessage()));
        } catch (AbortException e) {
            stop(ExitCode.STORAGE, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            // Errors of a plug-in too, as far as they are the row's alone; what it was answered is stored.
            LOG.error("row {} ({}): the stage failed", row, Words.shown(prompt.id()), e);
            finish(OutcomeJson.crashed(row, prompt, e));
        }
    }

    private void answered(ModelCall call, ChatResponse response, CallReplay.Origin origin) {
        boolean sent = origin == CallReplay.Origin.MODEL;
        if ((sent ? calls : replayed).incrementAndGet() == 1) {
            OutcomeJson.prepare(); // while the other first calls are under way
        }
        returned.see(call.role().label(), response.modelName());
        if (origin == CallReplay.Origin.STORE_UNCOUNTED) {
            meter.add(call.role().label(), CallUsage.of(call.request(), response));
        }
        TokenUsage tokens = response.tokenUsage();
        long output = tokens == null || tokens.outputTokenCount() == null ? 0 : tokens.outputTokenCount();
        if (sent) {
            outputTokens.addAndGet(output);
        }
        run.listener.answered(output, !sent);
    }

    /** A run that is to end sends nothing more; the row stays to be done, with the answers it has. */
    private ModelCaller unlessStopping(ModelCaller caller) {
        return call -> {
            if (isStopping()) {
                throw new AbortException("the run is ending");
            }
            return caller.call(call);
        };
    }

    private boolean isStopping() {
        if (run.drain.isRequested()) {
            stop(ExitCode.INTERRUPTED, "from the keyboard or by a signal; every answer that came is stored");
        }
        return stop.get() != null;
    }

    private void finish(OutcomeRecord outcome) {
        store.writer().outcome(outcome);
        run.listener.finished(outcome.kind(), outcome.detail());
        failures.finished(outcome).ifPresent(message -> stop(ExitCode.TOO_MANY_FAILED, message));
    }

    private void stop(ExitCode code, String message) {
        if (stop.compareAndSet(null, new RunStop(code, message))) {
            providers.stop(new RunStopException(code, message));
        }
    }

    private RunResult result(List<WrittenFile> written, ExportWriter files) {
        return new RunResult(
                rows,
                store.outcomes(),
                calls.get(),
                replayed.get(),
                outputTokens.get(),
                Duration.ofNanos(System.nanoTime() - start),
                written,
                files.report(),
                inputRows,
                meter.spent(),
                providers.statistics().retries(),
                files.orders(),
                Optional.ofNullable(stop.get()).filter(reason -> !isComplete(reason)));
    }

    /** A wish to end that came during the last calls has left nothing undone. */
    private boolean isComplete(RunStop reason) {
        return reason.code() == ExitCode.INTERRUPTED && store.outcomes().total() >= rows;
    }
}
