package dev.constitution.runner.batch;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.call.CallSender;
import dev.constitution.runner.call.PendingCall;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.wire.BatchableModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The batches of one start of a run. Rows are gone through until each has an outcome or waits; then {@link #submit} sends what
 * they wait for, and {@link #awaitEnd} returns when the first batch has ended and its answers are in the store, where the rows
 * that are gone through again find them. No row holds a thread while it waits, and nothing is lost with the process: the
 * batches are in the {@link BatchLedger} before they are sent, and the calls are made again by the rows. Thread-safe.
 */
public final class Batches {
    private final ReentrantLock lock = new ReentrantLock();
    private final BatchSetup setup;
    private final BatchLedger ledger;
    private final BatchSending sending;
    private final BatchTaking taking;
    private final WaitingRows waiting;
    private final UnderWay underWay;
    private final RefusedParts parts = new RefusedParts();
    private final WholeRefusals refusals;
    private final Drafts drafts;
    private final Map<BatchableModel, Optional<BatchApi>> apis = new ConcurrentHashMap<>();

    /** Of each model of a run, by name, a call to it. */
    private final Map<String, RowCalls.Parked> models = new HashMap<>();

    /** A batch was refused when it was sent, so that its rows can go on. */
    private boolean refusedAtOnce;

    public Batches(BatchSetup setup) {
        this.setup = setup;
        this.ledger = new BatchLedger(setup.store());
        BatchWait wait = new BatchWait(setup.time(), setup.stop());
        PatientServer server = new PatientServer(wait, setup.limits().patience());
        this.waiting = new WaitingRows(setup.budget());
        this.underWay = new UnderWay(setup, ledger, waiting);
        this.refusals = new WholeRefusals(setup, ledger, underWay, waiting, parts);
        this.drafts = new Drafts(setup.rules().size());
        this.sending = new BatchSending(setup, ledger, server, wait);
        this.taking = new BatchTaking(setup, server, underWay, refusals);
    }

    /**
     * The sender of a row's calls while its stage is gone through once.
     *
     * @param recorded what the row was answered before
     * @param single sends what no batch is to answer
     */
    public RowCalls row(List<CallRecord> recorded, CallSender single) {
        return new RowCalls(this, recorded, single, setup.limits().attempts());
    }

    Optional<BatchApi> api(BatchableModel model) {
        return apis.computeIfAbsent(model, BatchApi::of);
    }

    ChatRequest sent(ChatRequest request) {
        return setup.sent().apply(request);
    }

    Optional<Trouble> trouble(String customId) {
        return underWay.trouble(customId);
    }

    /** Whether a call's answer is to come from a batch. */
    boolean takes(PendingCall pending, Optional<Trouble> trouble) {
        if (setup.rules().isOn()) {
            return setup.rules().rest() == BatchRules.Rest.BATCHES
                    || trouble.filter(Trouble::passes).isEmpty();
        }
        lock.lock();
        try {
            return !underWay.holding(pending).isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A row has come to calls that wait: they go into the next batch, unless they are in one already.
     *
     * @throws RunStopException when a batch that is full cannot be sent
     */
    public void park(long row, RowCalls calls) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            List<RowCalls.Parked> fresh = new ArrayList<>();
            for (RowCalls.Parked parked : calls.parked()) {
                models.put(setup.cost().model(parked.pending().asked()), parked);
                List<OpenBatch> holding = underWay.holding(parked.pending());
                holding.forEach(batch -> underWay.join(batch, parked.pending()));
                if (holding.isEmpty()) {
                    fresh.add(parked);
                }
            }
            if (waiting.affords(row, fresh)) {
                draft(row, fresh);
            }
        } finally {
            lock.unlock();
        }
    }

    private void draft(long row, List<RowCalls.Parked> calls) throws InterruptedException {
        Map<String, List<Draft.Line>> lines = new LinkedHashMap<>();
        for (RowCalls.Parked parked : calls) {
            BatchableModel.Written written = parked.written();
            BatchedCall call = BatchedCall.of(parked.pending(), written.form());
            lines.computeIfAbsent(setup.cost().model(parked.pending().asked()), name -> new ArrayList<>())
                    .add(new Draft.Line(call, parked.api().line(call.customId(), JsonLine.of(written.body()))));
            waiting.add(row);
        }
        for (Map.Entry<String, List<Draft.Line>> one : lines.entrySet()) {
            Drafts.Group group = new Drafts.Group(one.getKey(), parts.of(one.getKey(), row));
            BatchApi.Limits limits = any(group.model()).api().limits();
            for (List<Draft.Line> part : Draft.parts(one.getValue(), limits)) {
                Optional<Draft> full = drafts.full(group, part);
                if (full.isPresent()) {
                    send(group.model(), full.get());
                }
                drafts.add(group, part, limits);
            }
        }
    }

    private RowCalls.Parked any(String model) {
        return Optional.ofNullable(models.get(model))
                .orElseThrow(() -> new IllegalStateException("nothing was parked for " + model));
    }

    private void send(String model, Draft draft) throws InterruptedException {
        RowCalls.Parked any = any(model);
        String wireName = String.valueOf(any.model().defaultRequestParameters().modelName());
        OpenBatch batch = new OpenBatch(ledger.begin(
                model, draft.calls().size(), draft.rows(), setup.time().now()));
        draft.calls().forEach(batch::add);
        underWay.begin(batch);
        Optional<WholeRefusals.Refusal> refusal = sending.send(batch, any.api(), wireName, draft.lines());
        refusedAtOnce |= refusal.isPresent() && refusals.refused(refusal.get());
    }

    /**
     * Sends all that waits to be sent.
     *
     * @throws RunStopException when that cannot be done, or nothing can be sent within the budget
     */
    public void submit() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (Drafts.Group group : drafts.groups()) {
                Optional<Draft> draft = drafts.take(group);
                if (draft.isPresent()) {
                    send(group.model(), draft.get());
                }
            }
            Optional<String> lack = waiting.lack();
            boolean canGoOn = refusedAtOnce || refusals.holdsRows() || !underWay.isEmpty();
            if (lack.isPresent() && !canGoOn) {
                throw new RunStopException(new RunStop(ExitCode.BUDGET, lack.get()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether a row cannot go on before a batch has ended. */
    public boolean isWaiting(long row) {
        lock.lock();
        try {
            return waiting.has(row);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when a batch has ended, and its answers are in the store; false when there was none to wait for.
     *
     * @throws RunStopException when the run is to end before
     */
    public boolean awaitEnd() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean wereAny = refusedAtOnce || !underWay.isEmpty();
            boolean ended = refusedAtOnce;
            refusedAtOnce = false;
            while (!ended && !underWay.isEmpty()) {
                for (OpenBatch batch : underWay.all()) {
                    ended |= look(batch);
                }
                if (!ended && !underWay.isEmpty()) {
                    sending.pause();
                }
            }
            boolean settled = refusals.settle();
            waiting.letGo();
            return wereAny || settled;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the batch has ended, so that rows can go on. */
    private boolean look(OpenBatch batch) throws InterruptedException {
        RowCalls.Parked any = models.get(batch.stored().model());
        if (any == null) {
            underWay.ended(batch, "not needed any more", 0, 0);
            return true;
        }
        BatchApi api = any.api();
        if (batch.stored().id().isEmpty() && !sending.isFound(batch, api)) {
            underWay.ended(batch, StoredBatch.NOT_SENT, 0, 0);
            return true;
        }
        Optional<BatchState> state = sending.state(batch, api);
        if (state.isEmpty()) {
            underWay.ended(batch, "unknown to the provider", 0, 0);
            return true;
        }
        if (!state.get().hasEnded()) {
            batch.stored(ledger.update(batch.stored().withState(state.get().word())));
            return false;
        }
        return taking.take(batch, state.get(), api);
    }
}
