package dev.constitution.runner;

import dev.constitution.AbortException;
import dev.constitution.ModelCall;
import dev.constitution.ModelCaller;
import dev.constitution.Outcome;
import dev.constitution.Prompt;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
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

    private final Run run;
    private final PromptSource source;
    private final RunStore store;
    private final Function<String, List<CallRecord>> forked;
    private final long rows;
    private final long start = System.nanoTime();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong replayed = new AtomicLong();
    private final AtomicLong outputTokens = new AtomicLong();
    private final AtomicReference<RunResult.Stop> stop = new AtomicReference<>();
    private final RowWorkers workers;
    private final CostMeter meter;
    private final ProviderCalls providers;
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
        this.meter = CostMeter.of(store, run.cost);
        this.workers = new RowWorkers(run.concurrency);
        this.providers = new ProviderCalls(unlessStopping(ModelCaller.direct()), run.limits, workers);
        this.caller = new Budget(providers, run.cost, meter);
        this.recordedRows = store.rowAfterCalls();
    }

    RunResult execute() throws IOException, InterruptedException {
        run.drain.onRequest(this::isStopping);
        try (Exports files = new Exports(store, run.directory, Exports.all(run.provenance))) {
            try {
                submitRows(files);
                workers.awaitAll();
            } finally {
                workers.close();
            }
            // What cannot be written is written by the next start.
            boolean writable = stop.get() == null || stop.get().code() != ExitCode.STORAGE;
            if (writable) {
                store.writer().flush();
            }
            return result(writable ? files.finish() : List.of());
        }
    }

    private void submitRows(Exports files) throws IOException, InterruptedException {
        run.listener.spending(meter::spent);
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
                    files.advance();
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
        workers.submit(() -> work(row, prompt, recorded));
    }

    private void work(long row, Prompt prompt, List<CallRecord> recorded) {
        if (isStopping()) {
            return;
        }
        try {
            Ledger ledger = new Ledger(row, recorded, run.provenance.models(), store.writer(), caller, this::answered);
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
        } catch (RuntimeException e) {
            LOG.error("row {} ({}): the stage failed", row, Words.shown(prompt.id()), e);
            finish(OutcomeJson.crashed(row, prompt, e));
        }
    }

    private void answered(ModelCall call, ChatResponse response, Ledger.Origin origin) {
        boolean sent = origin == Ledger.Origin.MODEL;
        (sent ? calls : replayed).incrementAndGet();
        if (origin == Ledger.Origin.STORE_UNCOUNTED) {
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
    }

    private void stop(ExitCode code, String message) {
        if (stop.compareAndSet(null, new RunResult.Stop(code, message))) {
            providers.stop(new RunStopException(code, message));
        }
    }

    private RunResult result(List<RunResult.Written> files) {
        return new RunResult(
                rows,
                store.outcomes(),
                calls.get(),
                replayed.get(),
                outputTokens.get(),
                Duration.ofNanos(System.nanoTime() - start),
                files,
                inputRows,
                meter.spent(),
                Optional.ofNullable(stop.get()).filter(reason -> !isComplete(reason)));
    }

    /** A wish to end that came during the last calls has left nothing undone. */
    private boolean isComplete(RunResult.Stop reason) {
        return reason.code() == ExitCode.INTERRUPTED && store.outcomes().total() >= rows;
    }
}
