package dev.constitution.runner.call;

import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.wire.RawAnswer;
import dev.langchain4j.model.chat.response.ChatResponse;

/**
 * A call with its answer, which was read: made once, where the answer arrives or is found again.
 *
 * @param pending the call
 * @param raw the answer as it came
 * @param response what was read of it
 * @param usage what the answer took of this start: nothing where it was found again
 * @param origin where the answer came from
 */
public record AnsweredCall(PendingCall pending, RawAnswer raw, ChatResponse response, CallUsage usage, Origin origin) {

    /** Where an answer came from. */
    public enum Origin {
        /** The model, just now. */
        MODEL,
        /** The run's own store. */
        STORE,
        /** The run that this one was forked from, which paid for it. */
        FORK
    }

    /**
     * Reads an answer.
     *
     * @throws RuntimeException what the answer says instead, or why it cannot be read
     */
    public static AnsweredCall of(PendingCall pending, RawAnswer raw, CallUsage usage, Origin origin) {
        ChatResponse response = raw.read(pending.call().model(), pending.call().request());
        return new AnsweredCall(pending, raw, response, usage, origin);
    }

    /** Who answered, as {@link CallRoles} name it. */
    public String role() {
        return pending.asked();
    }

    /** Whether the model was asked for it now. */
    public boolean isNew() {
        return origin == Origin.MODEL;
    }
}
