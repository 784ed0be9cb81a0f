package dev.constitution.runner.testing;

import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.constitution.runner.call.AnsweredCall;
import dev.constitution.runner.call.CallSender;
import dev.constitution.runner.call.PendingCall;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.CostMeter;
import dev.constitution.runner.wire.AnswerRoom;
import dev.constitution.runner.wire.RawAnswer;
import dev.constitution.runner.wire.ResponseJson;
import dev.langchain4j.model.chat.response.ChatResponse;

/** Calls of one row, without a store. */
public final class Calls {
    private Calls() {}

    /** A call of row 0. */
    public static PendingCall pending(ModelCall call) {
        return new PendingCall(call, call.role().label(), 0, "hash", () -> 0);
    }

    /** Gets calls answered by this caller. */
    public static CallSender sender(ModelCaller caller) {
        return pending -> answered(pending, caller.call(pending.call()));
    }

    /** Asks the call's model. */
    public static AnsweredCall direct(PendingCall pending) {
        ModelCall call = pending.call();
        RawAnswer raw = RawAnswer.from(call.model(), call.request(), pending.timeouts(), AnswerRoom.OF_HEAP.claim());
        return AnsweredCall.of(pending, raw, CallUsage.of(call.request(), raw), AnsweredCall.Origin.MODEL);
    }

    /** Tells the meter of each answer, as a recorder does. */
    public static CallSender metered(CallSender sender, CostMeter meter) {
        return pending -> {
            AnsweredCall answered = sender.send(pending);
            meter.add(answered.role(), answered.usage());
            return answered;
        };
    }

    private static AnsweredCall answered(PendingCall pending, ChatResponse response) {
        RawAnswer raw = new RawAnswer(RawAnswer.Form.REPLY, ResponseJson.write(response), 1);
        CallUsage usage = CallUsage.of(pending.call().request(), raw);
        return new AnsweredCall(pending, raw, response, usage, AnsweredCall.Origin.MODEL);
    }
}
