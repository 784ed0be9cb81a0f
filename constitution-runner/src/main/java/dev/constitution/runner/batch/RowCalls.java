package dev.constitution.runner.batch;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelCall;
import dev.constitution.runner.call.AnsweredCall;
import dev.constitution.runner.call.CallSender;
import dev.constitution.runner.call.PendingCall;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.wire.BatchableModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The calls of one row while its stage is gone through: what is to be answered in a batch ends the row for now. Used by one
 * thread.
 */
public final class RowCalls implements CallSender {
    private final Batches batches;
    private final List<CallRecord> recorded;
    private final CallSender single;
    private final int attempts;
    private final List<Parked> parked = new ArrayList<>();

    /** A call that waits, with its model, and as it is to be sent. */
    record Parked(PendingCall pending, BatchableModel model, BatchApi api, BatchableModel.Written written) {}

    RowCalls(Batches batches, List<CallRecord> recorded, CallSender single, int attempts) {
        this.batches = batches;
        this.recorded = recorded;
        this.single = single;
        this.attempts = attempts;
    }

    /**
     * Gets a call answered.
     *
     * @throws ParkedException when the answer is to come from a batch
     */
    @Override
    public AnsweredCall send(PendingCall pending) throws InterruptedException {
        if (!(pending.call().model() instanceof BatchableModel model)) {
            return single.send(pending);
        }
        Optional<BatchApi> api = batches.api(model);
        Optional<Trouble> trouble = batches.trouble(BatchedCall.customId(pending));
        if (api.isEmpty() || !batches.takes(pending, trouble)) {
            return single.send(pending);
        }
        requireHope(pending.call(), model, trouble);
        requireReadable(pending);
        // What cannot be written fails the row, as a call that cannot be sent does.
        BatchableModel.Written written =
                model.written(batches.sent(pending.call().request()));
        if (parked.stream().noneMatch(other -> isSame(other.pending(), pending))) {
            parked.add(new Parked(pending, model, api.get(), written));
        }
        throw new ParkedException(pending.call().step());
    }

    /** Ids must be unique in a batch. */
    private static boolean isSame(PendingCall one, PendingCall other) {
        return one.request().equals(other.request())
                && one.call().step().equals(other.call().step());
    }

    /** Fails as a single call would where it would not be sent again. */
    private void requireHope(ModelCall call, BatchableModel model, Optional<Trouble> trouble) {
        trouble.filter(found -> found.tries() >= attempts
                        || (!found.passes() && !model.learns(call.request(), found.form(), found.failure())))
                .ifPresent(found -> {
                    throw found.failure();
                });
    }

    /** Answers that could not be read were paid for; so many are enough. */
    private void requireReadable(PendingCall pending) {
        List<CallRecord> unread = recorded.stream()
                .filter(earlier -> earlier.answers(pending.call().step(), pending.request()))
                .toList();
        if (unread.size() >= attempts) {
            var unused = unread.get(0)
                    .raw()
                    .read(pending.call().model(), pending.call().request());
        }
    }

    List<Parked> parked() {
        return parked;
    }

    static boolean passes(RuntimeException failure) {
        return switch (FailureKind.of(failure)) {
            case RATE_LIMITED, UNAVAILABLE, TIMEOUT, MALFORMED -> true;
            default -> false;
        };
    }
}
