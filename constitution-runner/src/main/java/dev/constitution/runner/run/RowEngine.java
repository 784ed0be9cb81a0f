package dev.constitution.runner.run;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.runner.call.HeldAnswers;
import dev.constitution.runner.call.SentImages;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.CostMeter;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.replay.RequestHash;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.threads.RowWorkers;
import dev.constitution.runner.threads.StopSwitch;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * Takes rows through a run's stage, with its limits, retries and replay, for who keeps answers and outcomes elsewhere than in a
 * run's folder. Several batches of rows may be under way at once and share the calls in flight. Thread-safe.
 */
public final class RowEngine implements AutoCloseable {
    private final RunPlan plan;
    private final RowWorkers workers;
    private final RunCalls calls;
    private final ReentrantLock handingIn = new ReentrantLock();

    private RowEngine(RunPlan plan, RequestHash hash, BiConsumer<CallRecord, CallUsage> store, SentImages sent) {
        this.plan = plan;
        this.workers = new RowWorkers(plan.concurrency());
        this.calls = new RunCalls(plan, hash, sent, new CostMeter(plan.cost()), store, call -> {}, workers);
    }

    /**
     * The engine of a run, of which only stage, settings, provenance and limits need be given; close it.
     *
     * @param answers makes an answer durable, and returns when it is
     * @param sent makes a request what is sent
     */
    public static RowEngine of(Run.Builder run, BiConsumer<CallRecord, CallUsage> answers, SentImages sent) {
        return new RowEngine(run.plan(Path.of("")), RequestHash.of(run.settings(), run.provenance()), answers, sent);
    }

    /** How many calls it has in flight at most. */
    public int concurrency() {
        return plan.concurrency();
    }

    /** Why the models cannot be asked any more, as soon as they cannot. */
    public StopSwitch stop() {
        return plan.stop();
    }

    /** Does work on the threads of the engine's rows; waits while enough of it stands ready. */
    public void submit(Runnable row) throws InterruptedException {
        handingIn.lockInterruptibly();
        try {
            workers.submit(row, Long.MAX_VALUE);
        } finally {
            handingIn.unlock();
        }
    }

    /**
     * Takes a row through the stage.
     *
     * @param recorded what it was answered before
     * @param batch ends the row before its next call
     * @throws dev.constitution.chat.AbortException where the batch, or every row, cannot go on
     */
    public OutcomeRecord outcome(long row, Prompt prompt, List<CallRecord> recorded, StopSwitch batch)
            throws InterruptedException {
        try (HeldAnswers.OfRow held = calls.held()) {
            ModelCaller caller = calls.ofRow(row, recorded, held);
            return RunRows.outcome(plan.stage(), row, prompt, new OfBatch(caller, batch));
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        workers.close();
    }

    /** Makes calls as long as the batch goes on. */
    private record OfBatch(ModelCaller caller, StopSwitch batch) implements ModelCaller {
        @Override
        public ChatResponse call(ModelCall call) throws InterruptedException {
            batch.requireGoing();
            return caller.call(call);
        }

        @Override
        public <T> List<T> together(List<? extends Work<T>> pieces) throws InterruptedException, CallFailedException {
            return caller.together(pieces);
        }
    }
}
