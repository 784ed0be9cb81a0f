package dev.constitution.runner.testing;

import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.constitution.runner.call.AnsweredCall;
import dev.constitution.runner.call.CallSender;
import dev.constitution.runner.call.PendingCall;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.wire.RawAnswer;
import dev.constitution.runner.wire.ResponseJson;
import dev.langchain4j.model.chat.response.ChatResponse;

/** Calls of one row, without a store. */
public final class Calls {
    private Calls() {}

    /** A call of row 0. */
    public static PendingCall pending(ModelCall call) {
        return new PendingCall(call, 0, "hash", () -> 0);
    }

    /** Gets calls answered by this caller. */
    public static CallSender sender(ModelCaller caller) {
        return pending -> answered(pending, caller.call(pending.call()));
    }

    /** Asks the call's model. */
    public static AnsweredCall direct(PendingCall pending) {
        ModelCall call = pending.call();
        return AnsweredCall.of(
                pending, RawAnswer.from(call.model(), call.request(), pending.timeouts()), AnsweredCall.Origin.MODEL);
    }

    private static AnsweredCall answered(PendingCall pending, ChatResponse response) {
        return new AnsweredCall(
                pending,
                new RawAnswer(RawAnswer.Form.REPLY, ResponseJson.write(response), 1),
                response,
                CallUsage.of(pending.call().request(), response),
                AnsweredCall.Origin.MODEL);
    }
}
