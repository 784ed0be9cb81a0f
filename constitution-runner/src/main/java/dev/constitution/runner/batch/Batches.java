package dev.constitution.runner.batch;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.call.Budget;
import dev.constitution.runner.call.CallSender;
import dev.constitution.runner.call.PendingCall;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.wire.BatchableModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final PatientServer server;
    private final BatchSending sending;
    private final BatchTaking taking;
    private final List<OpenBatch> open = new ArrayList<>();
    private final Map<BatchableModel, Optional<BatchApi>> apis = new ConcurrentHashMap<>();
    private final Map<String, RowCalls.Parked> models = new HashMap<>();
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, Budget.SetAside> setAside = new HashMap<>();
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    /** How many calls of a row wait. */
    private final Map<Long, Integer> waiting = new HashMap<>();

    /** Rows whose calls have to wait for the end of others' before they can be sent. */
    private final Set<Long> heldBack = new HashSet<>();

    private String lack = "";

    public Batches(BatchSetup setup) {
        this.setup = setup;
        this.ledger = new BatchLedger(setup.store());
        BatchWait wait = new BatchWait(setup.time(), setup.stop());
        this.server = new PatientServer(wait, setup.limits().patience());
        this.sending = new BatchSending(setup, ledger, server, wait);
        this.taking = new BatchTaking(setup, server, new Ends());
        ledger.open().forEach(batch -> open.add(new OpenBatch(batch)));
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

    Optional<Trouble> trouble(String customId) {
        return Optional.ofNullable(troubles.get(customId));
    }

    /** Whether a call's answer is to come from a batch. */
    boolean takes(PendingCall pending, Optional<Trouble> trouble) {
        if (setup.rules().isOn()) {
            return setup.rules().rest() == BatchRules.Rest.BATCHES
                    || trouble.filter(Trouble::passes).isEmpty();
        }
        lock.lock();
        try {
            return holding(pending).isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** The batch that an earlier start has put a row's calls into. */
    private Optional<OpenBatch> holding(PendingCall pending) {
        String model = setup.cost().model(pending.asked());
        return open.stream().filter(batch -> batch.holds(model, pending.row())).findFirst();
    }

    /**
     * A row has come to calls that wait: they go into the next batch, unless they are in one already.
     *
     * @throws RunStopException when a batch that is full cannot be sent
     */
    public void park(long row, RowCalls calls) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Map<String, List<Draft.Line>> lines = new LinkedHashMap<>();
            Map<String, Budget.SetAside> reserved = new HashMap<>();
            for (RowCalls.Parked parked : calls.parked()) {
                String model = setup.cost().model(parked.pending().asked());
                models.put(model, parked);
                Optional<OpenBatch> holding = holding(parked.pending());
                if (holding.isPresent()) {
                    holding.get().add(BatchedCall.of(parked.pending(), "").ofEarlierStart());
                    waiting.merge(row, 1, Integer::sum);
                    continue;
                }
                BatchableModel.Written written = parked.written();
                BatchedCall call = BatchedCall.of(parked.pending(), written.form());
                Draft.Line line = new Draft.Line(call, parked.api().line(call.customId(), JsonLine.of(written.body())));
                Budget.SetAside aside = setup.budget().expectedInBatch(parked.pending());
                Optional<String> missing = setup.budget().setAside(aside);
                if (missing.isPresent()) {
                    lack = missing.get();
                    reserved.values().forEach(setup.budget()::release);
                    heldBack.add(row);
                    return;
                }
                reserved.put(call.customId(), aside);
                lines.computeIfAbsent(model, name -> new ArrayList<>()).add(line);
            }
            setAside.putAll(reserved);
            for (Map.Entry<String, List<Draft.Line>> one : lines.entrySet()) {
                draft(one.getKey(), one.getValue());
                waiting.merge(row, one.getValue().size(), Integer::sum);
            }
        } finally {
            lock.unlock();
        }
    }

    private void draft(String model, List<Draft.Line> lines) throws InterruptedException {
        Draft draft = drafts.get(model);
        if (draft != null && draft.isFullFor(lines)) {
            send(model, draft);
            draft = null;
        }
        Draft to = draft == null ? newDraft(model) : draft;
        drafts.put(model, to);
        lines.forEach(to::add);
    }

    private Draft newDraft(String model) {
        return new Draft(api(model).orElseThrow().limits(), setup.rules().size().orElse(Integer.MAX_VALUE));
    }

    private Optional<BatchApi> api(String model) {
        return Optional.ofNullable(models.get(model)).map(RowCalls.Parked::api);
    }

    private void send(String model, Draft draft) throws InterruptedException {
        RowCalls.Parked any = models.get(model);
        if (any == null) {
            throw new IllegalStateException("nothing was parked for " + model);
        }
        drafts.remove(model);
        String wireName = String.valueOf(any.model().defaultRequestParameters().modelName());
        StoredBatch begun = ledger.begin(
                model, draft.calls().size(), draft.rows(), setup.time().now());
        OpenBatch batch = new OpenBatch(begun);
        draft.calls().forEach(batch::add);
        open.add(batch);
        sending.send(batch, any.api(), wireName, draft.lines());
    }

    /**
     * Sends all that waits to be sent.
     *
     * @throws RunStopException when that cannot be done, or nothing can be sent within the budget
     */
    public void submit() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (Map.Entry<String, Draft> draft : List.copyOf(drafts.entrySet())) {
                send(draft.getKey(), draft.getValue());
            }
            if (open.isEmpty() && !heldBack.isEmpty()) {
                throw new RunStopException(new RunStop(ExitCode.BUDGET, lack));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether a row cannot go on before a batch has ended. */
    public boolean isWaiting(long row) {
        lock.lock();
        try {
            return waiting.containsKey(row) || heldBack.contains(row);
        } finally {
            lock.unlock();
        }
    }

    /** Whether batches are under way. */
    public boolean areOpen() {
        lock.lock();
        try {
            return !open.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when a batch has ended, and its answers are in the store.
     *
     * @throws RunStopException when the run is to end before
     */
    public void awaitEnd() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean ended = false;
            while (!ended && !open.isEmpty()) {
                for (OpenBatch batch : List.copyOf(open)) {
                    ended |= look(batch);
                }
                if (!ended && !open.isEmpty()) {
                    sending.pause();
                }
            }
            heldBack.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the batch has ended, so that rows can go on. */
    private boolean look(OpenBatch batch) throws InterruptedException {
        Optional<BatchApi> api = api(batch.stored().model());
        if (api.isEmpty()) {
            close(
                    batch,
                    batch.stored()
                            .ended("not needed any more", 0, 0, setup.time().now()));
            return true;
        }
        if (batch.stored().id().isEmpty() && !sending.isFound(batch, api.get())) {
            close(
                    batch,
                    batch.stored()
                            .ended(StoredBatch.NOT_SENT, 0, 0, setup.time().now()));
            return true;
        }
        Optional<BatchState> state = sending.state(batch, api.get());
        if (state.isEmpty()) {
            close(
                    batch,
                    batch.stored()
                            .ended("unknown to the provider", 0, 0, setup.time().now()));
            return true;
        }
        if (!state.get().hasEnded()) {
            batch.stored(ledger.update(batch.stored().withState(state.get().word())));
            return false;
        }
        return taking.take(batch, state.get(), api.get());
    }

    private void close(OpenBatch batch, StoredBatch ended) {
        open.remove(batch);
        batch.calls().values().forEach(this::free);
        batch.calls().clear();
        if (!batch.reaches(setup.rows())) { // what it has for rows beyond the limit is another start's to take
            batch.stored(ledger.update(ended));
        }
    }

    private void free(BatchedCall call) {
        waiting.computeIfPresent(call.row(), (row, calls) -> calls == 1 ? null : calls - 1);
        Budget.SetAside aside = setAside.remove(call.customId());
        if (aside != null) {
            setup.budget().release(aside);
        }
    }

    /** What becomes of calls when a batch has ended; under the lock. */
    private final class Ends implements BatchTaking.Ends {
        @Override
        public void answered(BatchedCall call) {
            troubles.remove(call.customId());
            free(call);
        }

        @Override
        public void failed(BatchedCall call, RuntimeException failure, boolean passes) {
            Trouble before = troubles.get(call.customId());
            int tries = before == null ? 1 : before.tries() + 1;
            troubles.put(call.customId(), new Trouble(failure, call.form(), tries, passes));
            free(call);
        }

        @Override
        public void open(BatchedCall call) {
            free(call);
        }

        @Override
        public void mistaken(OpenBatch batch) {
            batch.stored(ledger.update(batch.stored().mistaken()));
        }

        @Override
        public void ended(OpenBatch batch, StoredBatch stored) {
            close(batch, stored);
        }

        @Override
        public boolean tooMuch(OpenBatch batch, StoredBatch stored) {
            boolean others = open.stream()
                    .anyMatch(one -> !one.equals(batch)
                            && one.stored().model().equals(batch.stored().model()));
            if (others) {
                batch.calls().values().forEach(call -> heldBack.add(call.row()));
            }
            close(batch, stored);
            return others;
        }
    }
}
