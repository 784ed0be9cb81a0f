package dev.constitution.runner;

import dev.constitution.AbortException;
import dev.constitution.FailureKind;
import dev.constitution.ModelCaller;
import dev.constitution.Outcome;
import dev.constitution.Prompt;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start of a run: hands rows to workers, records what becomes of them, and grows the files. */
final class RunExecution {
    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);

    /** Failures that every other row would share: the run stops, and the row stays to be done. */
    private static final Set<FailureKind> STOPPING =
            EnumSet.of(FailureKind.AUTHENTICATION, FailureKind.QUOTA, FailureKind.MODEL_NOT_FOUND);

    private static final int ROWS_BETWEEN_WRITES = 64;

    private final Run run;
    private final PromptSource source;
    private final RunStore store;
    private final long rows;
    private final long start = System.nanoTime();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong replayed = new AtomicLong();
    private final AtomicLong outputTokens = new AtomicLong();
    private final AtomicReference<RunResult.Stop> stop = new AtomicReference<>();
    private final Semaphore slots;
    private final long recordedRows;

    RunExecution(Run run, PromptSource source, InputScan scan, RunStore store) {
        this.run = run;
        this.source = source;
        this.store = store;
        this.rows = Math.min(scan.rows(), run.limit.orElse(Long.MAX_VALUE));
        this.slots = new Semaphore(run.concurrency);
        this.recordedRows = store.rowAfterCalls();
    }

    RunResult execute() throws IOException, InterruptedException {
        List<Export> exports = List.of(new PairsExport(run.provenance), new SftExport());
        try (Exports files = new Exports(store, run.directory, exports)) {
            ExecutorService workers = Workers.open();
            try {
                submitRows(workers, files);
                slots.acquire(run.concurrency);
            } finally {
                workers.shutdownNow();
                awaitEnd(workers);
            }
            return result(files.finish());
        }
    }

    private void submitRows(ExecutorService workers, Exports files) throws IOException, InterruptedException {
        SortedMap<OutcomeKind, SortedMap<String, Long>> earlier = outcomes();
        run.listener.started(rows, total(earlier));
        Iterator<Long> finished = store.finishedRows();
        long nextFinished = finished.hasNext() ? finished.next() : Long.MAX_VALUE;
        try (PromptReader reader = source.open()) {
            for (long row = 0; row < rows && reader.hasNext() && stop.get() == null; row++) {
                InputRow input = reader.next();
                if (row == nextFinished) {
                    nextFinished = finished.hasNext() ? finished.next() : Long.MAX_VALUE;
                    continue;
                }
                submit(workers, row, input);
                if (row % ROWS_BETWEEN_WRITES == ROWS_BETWEEN_WRITES - 1) {
                    files.advance();
                }
            }
        }
    }

    private void submit(ExecutorService workers, long row, InputRow input) throws InterruptedException {
        if (input instanceof InputRow.Bad bad) {
            LOG.warn("{}:{}: {}", source.location(), bad.line(), bad.message());
            finish(OutcomeJson.unreadable(row, bad));
            return;
        }
        Prompt prompt = ((InputRow.Read) input).prompt();
        List<CallRecord> recorded = row < recordedRows ? store.calls(row) : List.of();
        slots.acquire();
        workers.execute(() -> {
            try {
                work(row, prompt, recorded);
            } finally {
                slots.release();
            }
        });
    }

    private void work(long row, Prompt prompt, List<CallRecord> recorded) {
        if (stop.get() != null) {
            return;
        }
        try {
            Ledger ledger = new Ledger(row, recorded, store.writer(), ModelCaller.direct(), (call, response, again) -> {
                (again ? replayed : calls).incrementAndGet();
                TokenUsage usage = response.tokenUsage();
                long tokens = usage == null || usage.outputTokenCount() == null ? 0 : usage.outputTokenCount();
                if (!again) {
                    outputTokens.addAndGet(tokens);
                }
                run.listener.answered(tokens, again);
            });
            Outcome outcome = run.stage.run(prompt, ledger);
            if (outcome instanceof Outcome.Failed failed && STOPPING.contains(failed.kind())) {
                stop(ExitCode.AUTHENTICATION, failed.kind().label() + ": " + failed.message());
                return;
            }
            finish(OutcomeJson.record(row, outcome));
        } catch (InterruptedException e) {
            stop(ExitCode.INTERRUPTED, "interrupted");
        } catch (AbortException e) {
            stop(ExitCode.STORAGE, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("row {} ({}): the stage failed", row, prompt.id(), e);
            finish(OutcomeJson.crashed(row, prompt, e));
        }
    }

    private void finish(OutcomeRecord outcome) {
        store.writer().outcome(outcome);
        run.listener.finished(outcome.kind(), outcome.detail());
    }

    private void stop(ExitCode code, String message) {
        stop.compareAndSet(null, new RunResult.Stop(code, message));
    }

    private static void awaitEnd(ExecutorService workers) {
        boolean interrupted = Thread.interrupted();
        boolean ended = false;
        while (!ended) {
            try {
                ended = workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private SortedMap<OutcomeKind, SortedMap<String, Long>> outcomes() {
        SortedMap<OutcomeKind, SortedMap<String, Long>> counts = new TreeMap<>();
        store.countOutcomes((kind, detail, count) ->
                counts.computeIfAbsent(kind, k -> new TreeMap<>()).put(detail, count));
        return counts;
    }

    private static long total(SortedMap<OutcomeKind, SortedMap<String, Long>> outcomes) {
        return outcomes.values().stream()
                .flatMap(details -> details.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    private RunResult result(List<RunResult.Written> files) {
        return new RunResult(
                rows,
                outcomes(),
                calls.get(),
                replayed.get(),
                outputTokens.get(),
                Duration.ofNanos(System.nanoTime() - start),
                files,
                Optional.ofNullable(stop.get()));
    }
}
