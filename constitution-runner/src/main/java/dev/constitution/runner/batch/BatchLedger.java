package dev.constitution.runner.batch;

import dev.constitution.runner.base.Json;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreView;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The batches of a run, as its store keeps them: each is there before it is sent, so that no kill loses one. Every change is
 * stored when the method returns. Thread-safe.
 */
public final class BatchLedger {
    public static final String META = "batches";

    /**
     * What is stored.
     *
     * @param run a random number, by which batches of two runs at one provider differ
     */
    private record Stored(String run, List<StoredBatch> batches) {}

    private final RunStore store;
    private final String run;
    private final List<StoredBatch> batches;

    BatchLedger(RunStore store) {
        this.store = store;
        Optional<Stored> before = read(store);
        this.run = before.map(Stored::run).orElseGet(BatchLedger::newNumber);
        this.batches = new ArrayList<>(before.map(Stored::batches).orElse(List.of()));
    }

    private static Optional<Stored> read(StoreView store) {
        return store.meta(META).map(text -> Json.read(text, Stored.class));
    }

    private static String newNumber() {
        byte[] number = new byte[4];
        new SecureRandom().nextBytes(number);
        return HexFormat.of().formatHex(number);
    }

    /** The batches of a run in the order in which they were made. */
    public static List<StoredBatch> in(StoreView store) {
        return read(store).map(Stored::batches).orElse(List.of());
    }

    /** Whether a run has batches whose answers are still to be taken. */
    public static boolean hasOpen(StoreView store) {
        return in(store).stream().anyMatch(StoredBatch::isOpen);
    }

    synchronized List<StoredBatch> open() {
        return batches.stream().filter(StoredBatch::isOpen).toList();
    }

    /** The ids of all batches of the run. */
    synchronized List<String> ids() {
        return batches.stream().map(StoredBatch::id).filter(id -> !id.isEmpty()).toList();
    }

    /** The models that took requests of a batch, in whichever start: batches that were refused as a whole have none. */
    synchronized Set<String> modelsThatTook() {
        return batches.stream()
                .filter(batch -> batch.answered() + batch.refused() > 0)
                .map(StoredBatch::model)
                .collect(Collectors.toSet());
    }

    /** Notes a batch that is about to be sent. */
    synchronized StoredBatch begin(String model, int requests, RowSet rows, Instant now) {
        StoredBatch batch =
                StoredBatch.beginning("constitution-" + run + "-" + (batches.size() + 1), model, requests, rows, now);
        batches.add(batch);
        write();
        return batch;
    }

    /** Notes how a batch stands now. */
    synchronized StoredBatch update(StoredBatch batch) {
        for (int i = 0; i < batches.size(); i++) {
            if (batches.get(i).name().equals(batch.name()) && !batches.get(i).equals(batch)) {
                batches.set(i, batch);
                write();
            }
        }
        return batch;
    }

    private void write() {
        store.writer().meta(META, Json.line(new Stored(run, batches)));
    }
}
