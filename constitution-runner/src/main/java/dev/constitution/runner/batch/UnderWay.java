package dev.constitution.runner.batch;

import dev.constitution.runner.call.PendingCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The batches that are under way, and what becomes of the calls that wait for them. Used under the lock of {@link Batches}, but
 * for {@link #trouble}.
 */
final class UnderWay {
    private final BatchSetup setup;
    private final BatchLedger ledger;
    private final WaitingRows waiting;
    private final List<OpenBatch> open = new ArrayList<>();
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    /** Begins with the batches that earlier starts have left open. */
    UnderWay(BatchSetup setup, BatchLedger ledger, WaitingRows waiting) {
        this.setup = setup;
        this.ledger = ledger;
        this.waiting = waiting;
        ledger.open().forEach(batch -> open.add(new OpenBatch(batch)));
    }

    List<OpenBatch> all() {
        return List.copyOf(open);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Whether any but this one is of the same model. */
    boolean hasOther(OpenBatch batch) {
        return open.stream()
                .anyMatch(other -> !other.equals(batch) && isOf(batch.stored().model(), other));
    }

    boolean hasOf(String model) {
        return open.stream().anyMatch(batch -> isOf(model, batch));
    }

    private static boolean isOf(String model, OpenBatch batch) {
        return batch.stored().model().equals(model);
    }

    /** The batches of which one has a row's call, put there by an earlier start too: large calls of a row are in several. */
    List<OpenBatch> holding(PendingCall pending) {
        String model = setup.cost().model(pending.asked());
        return open.stream().filter(batch -> batch.holds(model, pending.row())).toList();
    }

    void begin(OpenBatch batch) {
        open.add(batch);
    }

    /** A call waits for a batch in which it is taken to be, since its row was put there by an earlier start. */
    void join(OpenBatch batch, PendingCall pending) {
        batch.add(BatchedCall.of(pending, "").ofEarlierStart());
        waiting.add(pending.row());
    }

    void answered(BatchedCall call) {
        troubles.remove(call.customId());
        waiting.free(call);
    }

    /**
     * It was not answered.
     *
     * @param passes whether the same request may be answered another time
     */
    void failed(BatchedCall call, RuntimeException failure, boolean passes) {
        Trouble before = troubles.get(call.customId());
        int tries = before == null ? 1 : before.tries() + 1;
        troubles.put(call.customId(), new Trouble(failure, call.form(), tries, passes));
        waiting.free(call);
    }

    /** Nothing is known of it. */
    void open(BatchedCall call) {
        waiting.free(call);
    }

    /** What batches gave for a call that is no answer; may be asked by any thread. */
    Optional<Trouble> trouble(String customId) {
        return Optional.ofNullable(troubles.get(customId));
    }

    /** It is another batch. */
    void mistaken(OpenBatch batch) {
        batch.stored(ledger.update(batch.stored().mistaken()));
    }

    /** The batch is done with, in one of the provider's words or ours; what still waits for it can go on. */
    void ended(OpenBatch batch, String word, int answers, int refusals) {
        open.remove(batch);
        batch.calls().values().forEach(waiting::free);
        batch.calls().clear();
        if (!batch.reaches(setup.rows())) { // what it has for rows beyond the limit is another start's to take
            batch.stored(ledger.update(
                    batch.stored().ended(word, answers, refusals, setup.time().now())));
        }
    }
}
