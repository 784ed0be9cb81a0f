package dev.constitution.runner.run;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ParallelWork;
import dev.constitution.runner.call.AnsweredCall;
import dev.constitution.runner.call.Budget;
import dev.constitution.runner.call.CallSender;
import dev.constitution.runner.call.HeldAnswers;
import dev.constitution.runner.call.ImageRoom;
import dev.constitution.runner.call.ProviderCalls;
import dev.constitution.runner.call.SentImages;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.CostMeter;
import dev.constitution.runner.replay.AnswerRecorder;
import dev.constitution.runner.replay.CallReplay;
import dev.constitution.runner.replay.RequestHash;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.threads.RowWorkers;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The way of a start's calls, from outside to inside: replay, limits and retries, budget, room for images, timing, recording,
 * model. Counts what is recorded, and what comes back. Thread-safe.
 */
final class RunCalls {
    private final RunPlan plan;
    private final RequestHash hash;
    private final SentImages sent;
    private final BiConsumer<CallRecord, CallUsage> store;
    private final ParallelWork helpers;
    private final CostMeter meter;
    private final ProviderCalls providers;
    private final Budget budget;
    private final Consumer<AnsweredCall> seen;
    private final HeldAnswers held = new HeldAnswers(Runtime.getRuntime().maxMemory());
    private final AtomicLong replayed = new AtomicLong();

    /**
     * @param sent a request as it is sent, with its images
     * @param meter knows what earlier starts took
     * @param store makes an answer durable, and returns when it is
     * @param seen hears of each answer, new or replayed
     */
    RunCalls(
            RunPlan plan,
            RequestHash hash,
            SentImages sent,
            CostMeter meter,
            BiConsumer<CallRecord, CallUsage> store,
            Consumer<AnsweredCall> seen,
            RowWorkers workers) {
        this.plan = plan;
        this.hash = hash;
        this.sent = sent;
        this.store = store;
        this.helpers = workers.helpers(plan.concurrency() - 1);
        this.meter = meter;
        this.seen = seen;
        CallSender recorder = new ImageRoom(
                new TimedCalls(new AnswerRecorder(sent, store, this::recorded), plan.listener()),
                sent,
                plan.stop(),
                Runtime.getRuntime().maxMemory());
        this.budget = new Budget(recorder, plan.cost(), meter, plan.stop());
        this.providers = new ProviderCalls(budget, plan.limits(), workers, plan.stop(), plan.time());
        plan.listener().spending(meter::spent);
        plan.listener().calling(providers::statistics);
    }

    /**
     * Gets the calls of a row answered.
     *
     * @param recorded what the row was answered before
     * @param own what the row holds
     */
    ModelCaller ofRow(long row, List<CallRecord> recorded, HeldAnswers.OfRow own) {
        Consumer<AnsweredCall> listener = call -> {
            answered(call);
            own.add(call.response());
        };
        return new CallReplay(row, recorded, hash, plan.roles(), store, providers, listener, helpers);
    }

    /**
     * The same for a row that may be gone through several times, since its answers come later: no call is made beside its own
     * thread.
     *
     * @param sender gets calls answered that are not recorded, or ends the row for now
     */
    ModelCaller ofRow(long row, List<CallRecord> recorded, HeldAnswers.OfRow own, CallSender sender) {
        Consumer<AnsweredCall> listener = call -> {
            seen.accept(call);
            own.add(call.response());
        };
        return new CallReplay(
                row, recorded, hash, plan.roles(), store, sender, listener, ParallelWork.finishing(Runnable::run, 0));
    }

    /** Sends calls one by one. */
    CallSender single() {
        return providers;
    }

    /** A request as it is sent. */
    UnaryOperator<ChatRequest> sent() {
        return sent;
    }

    Budget budget() {
        return budget;
    }

    /** What a row holds while it is under way; close it when the row is through. */
    HeldAnswers.OfRow held() {
        return held.row();
    }

    /** Takes an answer that came by another way than a call. */
    void record(CallRecord answer, CallUsage usage) {
        store.accept(answer, usage);
        recorded(answer.role(), usage);
    }

    /** An answer is in the store, whatever becomes of it. */
    private void recorded(String role, CallUsage usage) {
        meter.add(role, usage);
        plan.listener().answered(role, usage.amount());
    }

    private void answered(AnsweredCall call) {
        seen.accept(call);
        if (!call.isNew()) {
            replayed.incrementAndGet();
            plan.listener().replayed();
        }
    }

    /** How many calls were answered from the store. */
    long replayed() {
        return replayed.get();
    }

    CostMeter meter() {
        return meter;
    }

    Map<FailureKind, Long> retries() {
        return providers.statistics().retries();
    }
}
