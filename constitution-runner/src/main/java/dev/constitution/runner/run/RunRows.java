package dev.constitution.runner.run;

import dev.constitution.chat.AbortException;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.batch.ParkedException;
import dev.constitution.runner.call.HeldAnswers;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.outcome.OutcomeJson;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.CorruptStoreException;
import dev.constitution.runner.store.StoreWriter;
import dev.constitution.stage.Stage;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does rows and stores what becomes of them; what stands in the way of every row ends the run. Thread-safe. */
final class RunRows {
    private static final Logger LOG = LoggerFactory.getLogger(RunRows.class);

    private static final String MEMORY_USED_UP = "the memory is used up; set a lower --concurrency, or give Java more,"
            + " CONSTITUTION_JAVA_OPTS=-Xmx4g for example, then run the same command again";

    private final RunPlan plan;
    private final RunCalls calls;
    private final StoreWriter store;
    private final Consumer<OutcomeRecord> ended;
    private final FailureShare failures;

    /** @param ended gets what the store was given */
    RunRows(RunPlan plan, RunCalls calls, StoreWriter store, Consumer<OutcomeRecord> ended) {
        this.plan = plan;
        this.calls = calls;
        this.store = store;
        this.ended = ended;
        this.failures = new FailureShare(plan.failOnError());
    }

    /** Makes the caller of a row, which holds its answers. */
    @FunctionalInterface
    interface Callers {
        ModelCaller of(HeldAnswers.OfRow held);
    }

    /** Takes a prompt through the stage; the row stays open where the run ends before its outcome. */
    void work(long row, Prompt prompt, List<CallRecord> recorded) {
        var unused = work(row, prompt, held -> calls.ofRow(row, recorded, held));
    }

    /** The same; whether the row is to be gone through again when its calls are answered. */
    boolean work(long row, Prompt prompt, Callers callers) {
        if (plan.stop().isStopped()) {
            return false;
        }
        try {
            finish(outcome(row, prompt, callers));
        } catch (ParkedException e) {
            return true;
        } catch (InterruptedException e) {
            stop(ExitCode.INTERRUPTED, "interrupted");
        } catch (RunStopException e) {
            plan.stop().stop(e.stop());
        } catch (CorruptStoreException e) {
            stop(ExitCode.CORRUPT, String.valueOf(e.getMessage()));
        } catch (AbortException e) {
            stop(ExitCode.STORAGE, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            LOG.debug("row {}: the memory is used up", row + 1, e);
            stop(ExitCode.PARTIAL, MEMORY_USED_UP);
        }
        return false;
    }

    /** The one outcome of a row, whatever its stage throws. */
    private OutcomeRecord outcome(long row, Prompt prompt, Callers callers) throws InterruptedException {
        try (HeldAnswers.OfRow held = calls.held()) {
            return outcome(plan.stage(), row, prompt, callers.of(held));
        }
    }

    /** The same by a caller that gets the row's calls answered. */
    static OutcomeRecord outcome(Stage stage, long row, Prompt prompt, ModelCaller caller) throws InterruptedException {
        try {
            return OutcomeJson.record(row, stage.run(prompt, caller));
        } catch (AbortException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            // Errors of a plug-in too, as far as they are the row's alone; what it was answered is stored.
            LOG.error("row {} ({}): the stage failed", row + 1, Words.shown(prompt.id()), e);
            return OutcomeJson.crashed(row, prompt, e);
        }
    }

    /** Ends a row that could not be read. */
    void refuse(long row, InputRow.Bad bad, String location) {
        LOG.warn("{}:{}: {}", location, bad.line(), Words.shown(bad.message()));
        finish(OutcomeJson.unreadable(row, bad));
    }

    private void finish(OutcomeRecord outcome) {
        store.outcome(outcome);
        ended.accept(outcome);
        try {
            plan.listener().finished(outcome.kind(), outcome.detail());
        } catch (RuntimeException e) {
            LOG.error("the listener failed; the row has its outcome all the same", e);
        }
        failures.finished(outcome).ifPresent(message -> stop(ExitCode.TOO_MANY_FAILED, message));
    }

    private void stop(ExitCode code, String message) {
        plan.stop().stop(new RunStop(code, message));
    }
}
