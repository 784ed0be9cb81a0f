package dev.constitution.runner.store;

import dev.constitution.runner.call.AnsweredCall;
import dev.constitution.runner.call.CallSender;
import dev.constitution.runner.call.PendingCall;
import dev.constitution.runner.wire.RawAnswer;

/**
 * Asks the call's model, once, and makes the answer durable before anything is read of it: an answer that cannot be read
 * was paid for all the same. Thread-safe.
 */
public final class AnswerRecorder implements CallSender {
    private final StoreWriter store;

    public AnswerRecorder(StoreWriter store) {
        this.store = store;
    }

    @Override
    public AnsweredCall send(PendingCall pending) {
        RawAnswer raw = RawAnswer.from(pending.call().model(), pending.call().request(), pending.timeouts());
        CallRecord record = CallRecord.of(pending, raw);
        store.call(record);
        AnsweredCall answered = AnsweredCall.of(pending, raw, AnsweredCall.Origin.MODEL);
        store.usage(record.key(), answered.usage());
        return answered;
    }
}
