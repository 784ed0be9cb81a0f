package dev.constitution.runner.batch;

import dev.constitution.chat.AbortException;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ProviderError;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sends batches, and finds those again whose id is not known. */
final class BatchSending {
    /** Failures that may lie in one of the requests. */
    private static final Set<FailureKind> OF_THE_REQUESTS =
            EnumSet.of(FailureKind.INVALID_REQUEST, FailureKind.TOO_LONG, FailureKind.REFUSED);

    private final BatchSetup setup;
    private final BatchLedger ledger;
    private final PatientServer server;
    private final BatchWait wait;

    BatchSending(BatchSetup setup, BatchLedger ledger, PatientServer server, BatchWait wait) {
        this.setup = setup;
        this.ledger = ledger;
        this.server = server;
        this.wait = wait;
    }

    /** Sends a batch that the ledger holds; returns why the provider took none of its requests, where that lies in them. */
    Optional<WholeRefusals.Refusal> send(OpenBatch batch, BatchApi api, String model, byte[] lines)
            throws InterruptedException {
        String name = batch.stored().name();
        try {
            String file = server.ask(name, () -> api.upload(batch.stored(), lines));
            batch.stored(ledger.update(batch.stored().withFile(file)));
            String id = server.ask(name, () -> api.create(batch.stored(), model, file, lines), () -> {
                Optional<String> found = unknown(batch, api.find(batch.stored()));
                if (found.isPresent() && !api.marks()) {
                    batch.stored(batch.stored().guessing());
                }
                return found;
            });
            batch.stored(ledger.update(batch.stored().withId(id)));
        } catch (AbortException e) {
            throw e;
        } catch (RuntimeException e) {
            FailureKind kind = FailureKind.of(e);
            if (OF_THE_REQUESTS.contains(kind)) {
                String said = ProviderError.sentence(String.valueOf(e.getMessage()));
                return Optional.of(new WholeRefusals.Refusal(batch, "refused", said, e, Set.of()));
            }
            String remedy = kind == FailureKind.MODEL_NOT_FOUND
                    ? "; the server knows no such model, or no batches: without --batch the same command goes on"
                    : "; without --batch the same command goes on";
            throw PatientServer.stopBatches(batch.stored().model(), e, remedy);
        }
        setup.news()
                .accept("batch " + name + ": " + Words.count(batch.stored().requests(), "request") + " to "
                        + batch.stored().model());
        return Optional.empty();
    }

    /** The first id that is no other batch's. */
    private Optional<String> unknown(OpenBatch batch, List<String> ids) {
        List<String> known = ledger.ids();
        return ids.stream()
                .filter(id -> !known.contains(id) && !batch.stored().others().contains(id))
                .findFirst();
    }

    /** Looks for a batch that may have been sent by a start that was killed; notes its id. */
    boolean isFound(OpenBatch batch, BatchApi api) throws InterruptedException {
        if (batch.stored().file().isEmpty()) {
            return false; // it was to be made next
        }
        Optional<String> id = find(batch, api);
        if (id.isEmpty()) {
            pause(); // it may be on its way
            id = find(batch, api);
        }
        id.map(batch.stored()::withId)
                .map(found -> api.marks() ? found : found.guessing())
                .ifPresent(found -> batch.stored(ledger.update(found)));
        return id.isPresent();
    }

    private Optional<String> find(OpenBatch batch, BatchApi api) throws InterruptedException {
        return unknown(batch, server.ask(batch.stored().name(), () -> api.find(batch.stored())));
    }

    /** How a batch stands; empty where the provider knows none and no new ones are wanted. */
    Optional<BatchState> state(OpenBatch batch, BatchApi api) throws InterruptedException {
        String name = batch.stored().name();
        String id = batch.stored().id();
        try {
            if (!setup.rules().isOn() && batch.cancel()) {
                setup.news().accept("batch " + name + ": is cancelled; what it has answered is kept");
                cancel(name, id, api);
            }
            return Optional.of(server.ask(name, () -> api.state(id)));
        } catch (AbortException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!setup.rules().isOn()) {
                return Optional.empty();
            }
            throw PatientServer.stop(
                    ExitCode.PARTIAL,
                    "batch " + id,
                    e,
                    "; give the key that it was sent with, and the same command goes on; where it is gone for good, the"
                            + " command without --batch asks for its answers again");
        }
    }

    /** One that has ended meanwhile cannot be cancelled. */
    private void cancel(String name, String id, BatchApi api) throws InterruptedException {
        try {
            server.ask(name, () -> {
                api.cancel(id);
                return true;
            });
        } catch (AbortException e) {
            throw e;
        } catch (RuntimeException e) {
            return;
        }
    }

    /** Waits until batches are looked at again. */
    void pause() throws InterruptedException {
        wait.pause(setup.rules().poll());
    }
}
