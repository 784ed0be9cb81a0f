package dev.constitution.runner.run;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelCaller;
import dev.constitution.runner.call.AnsweredCall;
import dev.constitution.runner.call.Budget;
import dev.constitution.runner.call.CallSender;
import dev.constitution.runner.call.ProviderCalls;
import dev.constitution.runner.cost.CostMeter;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.store.AnswerRecorder;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.CallReplay;
import dev.constitution.runner.store.ModelNotes;
import dev.constitution.runner.store.RequestHash;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.threads.ParallelWork;
import dev.constitution.runner.threads.RowWorkers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way of a start's calls, from outside to inside: replay, budget, limits and retries, recording, model. Counts what comes
 * back. Thread-safe.
 */
final class RunCalls {
    private final RunPlan plan;
    private final RequestHash hash;
    private final RunStore store;
    private final ParallelWork helpers;
    private final CostMeter meter;
    private final ProviderCalls providers;
    private final CallSender sender;
    private final ReturnedModels returned;
    private final ModelNotes notes;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong replayed = new AtomicLong();
    private final AtomicLong outputTokens = new AtomicLong();

    RunCalls(RunPlan plan, RequestHash hash, RunStore store, RowWorkers workers) {
        this.plan = plan;
        this.hash = hash;
        this.store = store;
        this.helpers = workers.helpers(plan.concurrency() - 1);
        this.meter = new CostMeter(plan.cost());
        store.usage(meter::add);
        this.providers =
                new ProviderCalls(new AnswerRecorder(store.writer()), plan.limits(), workers, plan.stop(), plan.time());
        this.sender = new Budget(providers, plan.cost(), meter);
        this.returned = new ReturnedModels(store);
        this.notes = new ModelNotes(store);
        plan.listener().spending(meter::spent);
        plan.listener().calling(providers::statistics);
    }

    /**
     * Gets the calls of a row answered.
     *
     * @param recorded what the row was answered before
     */
    ModelCaller ofRow(long row, List<CallRecord> recorded) {
        return new CallReplay(row, recorded, hash, store.writer(), sender, this::answered, helpers);
    }

    private void answered(AnsweredCall call) {
        (call.isNew() ? answered : replayed).incrementAndGet();
        returned.see(call.role(), call.response().modelName());
        notes.see(call.role(), call.pending().call().model());
        if (call.origin() == AnsweredCall.Origin.STORE_UNCOUNTED) {
            meter.add(call.role(), call.usage());
        }
        if (call.isNew()) {
            outputTokens.addAndGet(call.reportedOutputTokens());
        }
        plan.listener().answered(call.reportedOutputTokens(), !call.isNew());
    }

    /** How many calls models have answered in this start. */
    long answered() {
        return answered.get();
    }

    /** How many calls were answered from the store. */
    long replayed() {
        return replayed.get();
    }

    /** The tokens that models generated in this start, where they said so. */
    long outputTokens() {
        return outputTokens.get();
    }

    Spent spent() {
        return meter.spent();
    }

    Map<FailureKind, Long> retries() {
        return providers.statistics().retries();
    }
}
