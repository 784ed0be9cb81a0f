package dev.constitution.runner.call;

import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.wire.RawAnswer;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;

/**
 * A call with its answer: made once, where the answer arrives or is found again, and all that store, budget, limits,
 * counters and progress know of it.
 *
 * @param pending the call
 * @param raw the answer as it came
 * @param response what was read of it
 * @param usage what the call took
 * @param origin where the answer came from
 */
public record AnsweredCall(PendingCall pending, RawAnswer raw, ChatResponse response, CallUsage usage, Origin origin) {

    /** Where an answer came from. */
    public enum Origin {
        /** The model, just now. */
        MODEL,
        /** The run's own store, its usage noted. */
        STORE,
        /** The run's own store, its usage not yet noted: a kill came between. */
        STORE_UNCOUNTED,
        /** The run that this one was forked from, which paid for it. */
        FORK
    }

    /** Reads an answer. */
    public static AnsweredCall of(PendingCall pending, RawAnswer raw, Origin origin) {
        ChatResponse response = raw.read(pending.call().model(), pending.call().request());
        return new AnsweredCall(
                pending, raw, response, CallUsage.of(pending.call().request(), response), origin);
    }

    public String role() {
        return pending.call().role().label();
    }

    /** Whether the model was asked for it now. */
    public boolean isNew() {
        return origin == Origin.MODEL;
    }

    /** The tokens of the answer, as far as the provider said. */
    public long reportedOutputTokens() {
        TokenUsage tokens = response.tokenUsage();
        return tokens == null || tokens.outputTokenCount() == null ? 0 : tokens.outputTokenCount();
    }
}
