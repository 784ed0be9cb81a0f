package dev.constitution.runner.replay;

import dev.constitution.runner.call.AnsweredCall;
import dev.constitution.runner.call.CallSender;
import dev.constitution.runner.call.PendingCall;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.wire.AnswerRoom;
import dev.constitution.runner.wire.RawAnswer;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Asks the call's model, once, and makes the answer durable, with what it took, before its text is read: an answer that
 * cannot be read was paid for all the same. Thread-safe.
 */
public final class AnswerRecorder implements CallSender {
    private final UnaryOperator<ChatRequest> sent;
    private final BiConsumer<CallRecord, CallUsage> store;
    private final BiConsumer<String, CallUsage> recorded;

    /**
     * @param sent a request as it is sent, with its images
     * @param store makes an answer durable, and returns when it is
     * @param recorded hears of each answer, by role, when it is recorded
     */
    public AnswerRecorder(
            UnaryOperator<ChatRequest> sent,
            BiConsumer<CallRecord, CallUsage> store,
            BiConsumer<String, CallUsage> recorded) {
        this.sent = sent;
        this.store = store;
        this.recorded = recorded;
    }

    @Override
    public AnsweredCall send(PendingCall pending) {
        try (AnswerRoom.Claim claim = AnswerRoom.OF_HEAP.claim()) {
            ChatRequest request = sent.apply(pending.call().request());
            RawAnswer raw = RawAnswer.from(pending.call().model(), request, pending.timeouts(), claim);
            CallUsage usage = CallUsage.of(pending.call().request(), raw);
            store.accept(CallRecord.of(pending, raw), usage);
            recorded.accept(pending.asked(), usage);
            return AnsweredCall.of(pending, raw, usage, AnsweredCall.Origin.MODEL);
        }
    }
}
