package dev.constitution.runner.replay;

import dev.constitution.chat.AbortException;
import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ParallelWork;
import dev.constitution.runner.call.AnsweredCall;
import dev.constitution.runner.call.CallRoles;
import dev.constitution.runner.call.CallSender;
import dev.constitution.runner.call.PendingCall;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.store.CallRecord;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one row: an answer that is in the store already is read again without asking the model, any other call goes
 * on to be sent. Thread-safe.
 */
public final class CallReplay implements ModelCaller {
    private final long row;
    private final List<CallRecord> recorded;
    private final RequestHash hash;
    private final CallRoles roles;
    private final BiConsumer<CallRecord, CallUsage> store;
    private final CallSender next;
    private final Consumer<AnsweredCall> listener;
    private final ParallelWork helpers;
    private final AtomicInteger answers;

    /**
     * @param recorded the row's calls of an earlier, interrupted attempt, and of a run that this one was forked from
     * @param hash what requests are known by
     * @param roles who is asked
     * @param store keeps what is taken over from a fork
     * @param next gets calls answered that are not recorded, and records them
     * @param listener hears of every call that was answered
     * @param helpers make calls beside the row's own thread
     */
    public CallReplay(
            long row,
            List<CallRecord> recorded,
            RequestHash hash,
            CallRoles roles,
            BiConsumer<CallRecord, CallUsage> store,
            CallSender next,
            Consumer<AnsweredCall> listener,
            ParallelWork helpers) {
        this.row = row;
        this.recorded = recorded;
        this.hash = hash;
        this.roles = roles;
        this.store = store;
        this.next = next;
        this.listener = listener;
        this.helpers = helpers;
        this.answers = new AtomicInteger(recorded.stream()
                .filter(call -> call.row() == row)
                .mapToInt(call -> call.ordinal() + 1)
                .max()
                .orElse(0));
    }

    @Override
    public ChatResponse call(ModelCall call) throws InterruptedException {
        String asked = roles.of(call);
        PendingCall pending = new PendingCall(call, asked, row, hash.of(call, asked), answers::getAndIncrement);
        AnsweredCall replayed = replay(pending);
        AnsweredCall answered = replayed == null ? next.send(pending) : replayed;
        listener.accept(answered);
        return answered.response();
    }

    /** At once, as far as helpers are free. Answers are found again by step and request, so their order is of no account. */
    @Override
    public <T> List<T> together(List<? extends Work<T>> pieces) throws InterruptedException, CallFailedException {
        return helpers.together(pieces);
    }

    /** The latest recorded answer to this request that can be read; null where there is none. */
    private @Nullable AnsweredCall replay(PendingCall pending) {
        AnsweredCall answered = null;
        for (int i = recorded.size() - 1; i >= 0 && answered == null; i--) {
            CallRecord earlier = recorded.get(i);
            if (isAnswer(earlier, pending)) {
                answered = reread(pending, earlier);
            }
        }
        return answered;
    }

    private boolean isAnswer(CallRecord earlier, PendingCall pending) {
        ModelCall call = pending.call();
        if (!RequestHash.isEarlier(earlier.request())) {
            return earlier.answers(call.step(), pending.request());
        }
        return earlier.step().equals(call.step()) && earlier.request().equals(hash.earlier(call));
    }

    /** The recorded answer once more; null for one that cannot be read, which was paid for but is no answer. */
    private @Nullable AnsweredCall reread(PendingCall pending, CallRecord earlier) {
        AnsweredCall.Origin origin = earlier.row() == row ? AnsweredCall.Origin.STORE : AnsweredCall.Origin.FORK;
        try {
            AnsweredCall answered = AnsweredCall.of(pending, earlier.raw(), CallUsage.NONE, origin);
            takeOver(pending, earlier);
            return answered;
        } catch (AbortException e) {
            throw e;
        } catch (RuntimeException e) {
            FailureKind kind = FailureKind.of(e);
            if (kind == FailureKind.REFUSED || kind == FailureKind.TOO_LONG) {
                takeOver(pending, earlier);
                throw e; // it would be said again
            }
            return null;
        }
    }

    /** An answer of another run becomes one of this run, which has not paid for it. */
    private void takeOver(PendingCall pending, CallRecord earlier) {
        if (earlier.row() != row) {
            store.accept(CallRecord.of(pending, earlier.raw()), CallUsage.NONE);
        }
    }
}
