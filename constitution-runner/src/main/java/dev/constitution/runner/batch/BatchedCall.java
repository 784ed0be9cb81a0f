package dev.constitution.runner.batch;

import dev.constitution.chat.Sha256;
import dev.constitution.runner.call.PendingCall;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.wire.RawAnswer;
import java.nio.charset.StandardCharsets;

/**
 * A call that waits in a batch: what it takes to record its answer, without the request itself.
 *
 * @param customId what its line in the batch is known by
 * @param form in which form it was written, see {@link dev.constitution.runner.wire.BatchableModel#learns}
 * @param isOurs whether this start has put it into the batch; else it is taken to be there because its row was
 */
record BatchedCall(
        String customId,
        long row,
        int ordinal,
        String prompt,
        String step,
        String asked,
        String request,
        String form,
        long inputTokens,
        long inputCharacters,
        boolean isOurs) {
    /** An id must be short, 64 letters and digits for Anthropic. */
    private static final int HASH_DIGITS = 40;

    /** As many are held as calls wait; what is the same in many is held once. */
    static BatchedCall of(PendingCall pending, String form) {
        Amount expected = CallUsage.expected(pending.call().request(), 0);
        return new BatchedCall(
                customId(pending),
                pending.row(),
                pending.ordinals().getAsInt(),
                pending.call().promptId(),
                pending.call().step().intern(),
                pending.asked().intern(),
                pending.request(),
                form.intern(),
                expected.inputTokens(),
                expected.inputCharacters(),
                true);
    }

    BatchedCall ofEarlierStart() {
        return new BatchedCall(
                customId, row, ordinal, prompt, step, asked, request, form, inputTokens, inputCharacters, false);
    }

    /** The same whenever the row asks the same: equal requests of two rows, or two steps, are two. */
    static String customId(PendingCall pending) {
        String asked = pending.call().step() + '\n' + pending.request();
        return "r" + pending.row() + "-"
                + Sha256.hex(asked.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS);
    }

    CallRecord record(RawAnswer answer) {
        return new CallRecord(row, ordinal, prompt, step, asked, request, answer);
    }

    CallUsage usage(RawAnswer answer) {
        return CallUsage.again(answer, inputTokens, inputCharacters).inBatches();
    }
}
