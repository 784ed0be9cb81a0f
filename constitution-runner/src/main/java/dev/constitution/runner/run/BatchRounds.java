package dev.constitution.runner.run;

import dev.constitution.chat.AbortException;
import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.batch.BatchSetup;
import dev.constitution.runner.batch.Batches;
import dev.constitution.runner.batch.RowCalls;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.RunStore;
import java.io.IOException;
import java.util.List;

/**
 * Rows whose calls are answered in batches: each is gone through up to its first calls without an answer, and again when these
 * are answered, until it has its outcome. What it was answered before comes from the store each time.
 */
final class BatchRounds {
    private final RunPlan plan;
    private final RunRows rows;
    private final RunCalls calls;
    private final Batches batches;

    /** @param limit how many rows of the input are done */
    BatchRounds(RunPlan plan, RunRows rows, RunCalls calls, RunStore store, long limit) {
        this.plan = plan;
        this.rows = rows;
        this.calls = calls;
        this.batches = new Batches(new BatchSetup(
                plan.batches(),
                store,
                limit,
                plan.limits(),
                plan.cost(),
                calls.budget(),
                calls.sent(),
                plan.stop(),
                plan.time(),
                calls::record,
                plan.listener()::batch));
    }

    /** Goes through all rows that can go on, and returns when each has its outcome or waits. */
    @FunctionalInterface
    interface Round {
        void run() throws IOException, InterruptedException;
    }

    /** Goes round until no row waits, or the run is to end. */
    void run(Round round) throws IOException, InterruptedException {
        try {
            do {
                round.run();
                plan.stop().requireGoing();
                batches.submit();
            } while (batches.awaitEnd());
        } catch (RunStopException | StoreException e) {
            stop(e);
        }
    }

    private void stop(AbortException failure) {
        plan.stop()
                .stop(
                        failure instanceof RunStopException stopped
                                ? stopped.stop()
                                : new RunStop(ExitCode.STORAGE, String.valueOf(failure.getMessage())));
    }

    boolean isWaiting(long row) {
        return batches.isWaiting(row);
    }

    /** Takes a prompt through the stage, as far as its answers go. */
    void work(long row, Prompt prompt, List<CallRecord> recorded) {
        RowCalls own = batches.row(recorded, calls.single());
        try {
            if (rows.work(row, prompt, held -> calls.ofRow(row, recorded, held, own))) {
                batches.park(row, own);
            }
        } catch (RunStopException | StoreException e) {
            stop(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
