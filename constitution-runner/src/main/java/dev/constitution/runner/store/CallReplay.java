package dev.constitution.runner.store;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.LoneSurrogates;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.threads.ParallelWork;
import dev.constitution.runner.wire.RawAnswers;
import dev.constitution.runner.wire.RequestText;
import dev.constitution.runner.wire.ResponseJson;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls of one row, recorded: each answer is in the store as it came before anything is read of it, and an answer that
 * is there already is read again without asking the model. Thread-safe.
 */
public final class CallReplay implements ModelCaller {
    private final long row;
    private final List<CallRecord> recorded;
    private final Map<String, String> models;
    private final StoreWriter store;
    private final ModelCaller next;
    private final CallListener listener;
    private final ParallelWork helpers;
    private final AtomicInteger calls;

    /** Hears of every call that was answered. */
    @FunctionalInterface
    public interface CallListener {
        void answered(ModelCall call, ChatResponse response, Origin origin);
    }

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

    /**
     * @param recorded the row's calls of an earlier, interrupted attempt, and of a run that this one was forked from
     * @param models the models' names by role: an answer of one is none of another
     * @param next asks the model
     * @param helpers make calls beside the row's own thread
     */
    public CallReplay(
            long row,
            List<CallRecord> recorded,
            Map<String, String> models,
            StoreWriter store,
            ModelCaller next,
            CallListener listener,
            ParallelWork helpers) {
        this.row = row;
        this.recorded = recorded;
        this.models = models;
        this.store = store;
        this.next = next;
        this.listener = listener;
        this.helpers = helpers;
        this.calls = new AtomicInteger(recorded.stream()
                .filter(call -> call.row() == row)
                .mapToInt(call -> call.ordinal() + 1)
                .max()
                .orElse(0));
    }

    @Override
    public ChatResponse call(ModelCall call) throws InterruptedException {
        String request = requestHash(call, models);
        Optional<ChatResponse> replayed = replay(call, request);
        if (replayed.isPresent()) {
            return replayed.get();
        }
        ChatResponse response = send(call, request);
        listener.answered(call, response, Origin.MODEL);
        return response;
    }

    /** At once, as far as helpers are free. Answers are found again by step and request, so their order is of no account. */
    @Override
    public <T> List<T> together(List<? extends Work<T>> pieces) throws InterruptedException, CallFailedException {
        return helpers.together(pieces);
    }

    private ChatResponse send(ModelCall call, String request) throws InterruptedException {
        AtomicLong key = new AtomicLong();
        RawAnswers answers =
                RawAnswers.to((body, millis) -> key.set(record(call, request, CallRecord.Form.HTTP, body, millis)));
        ChatResponse response = answers.during(() -> next.call(call));
        if (!answers.any()) {
            String reply = ResponseJson.write(response);
            key.set(record(call, request, CallRecord.Form.REPLY, reply, answers.millisSinceSent()));
            // Read back from what was stored, so that the first run and a replay cannot differ.
            response = ResponseJson.read(reply);
        }
        store.took(key.get(), CallUsage.of(call.request(), response));
        return response;
    }

    /** Stores an answer, and returns its key when that is done. */
    private long record(ModelCall call, String request, CallRecord.Form form, String answer, long latencyMillis) {
        CallRecord record = new CallRecord(
                row,
                calls.getAndIncrement(),
                call.promptId(),
                call.step(),
                call.role().label(),
                request,
                form,
                answer,
                latencyMillis,
                false);
        store.call(record);
        return record.key();
    }

    /** The latest recorded answer to this request that can be read. */
    private Optional<ChatResponse> replay(ModelCall call, String request) throws InterruptedException {
        for (int i = recorded.size() - 1; i >= 0; i--) {
            CallRecord earlier = recorded.get(i);
            if (earlier.answers(call.step(), request)) {
                Optional<ChatResponse> response = reread(call, earlier);
                if (response.isPresent()) {
                    listener.answered(call, response.get(), takeOver(call, request, earlier, response.get()));
                    return response;
                }
            }
        }
        return Optional.empty();
    }

    private Origin takeOver(ModelCall call, String request, CallRecord earlier, ChatResponse response) {
        if (earlier.row() != row) {
            record(call, request, earlier.form(), earlier.answer(), earlier.latencyMillis());
            return Origin.FORK;
        }
        if (earlier.isCounted()) {
            return Origin.STORE;
        }
        store.took(earlier.key(), CallUsage.of(call.request(), response));
        return Origin.STORE_UNCOUNTED;
    }

    /** The recorded answer once more; empty for one that cannot be read, which was paid for but is no answer. */
    private static Optional<ChatResponse> reread(ModelCall call, CallRecord earlier) throws InterruptedException {
        if (earlier.form() == CallRecord.Form.REPLY) {
            return Optional.of(ResponseJson.read(earlier.answer()));
        }
        try {
            return Optional.of(RawAnswers.of(earlier.answer())
                    .during(() -> ModelCaller.direct().call(call)));
        } catch (MalformedAnswerException e) {
            return Optional.empty();
        }
    }

    public static String requestHash(ModelCall call, Map<String, String> models) {
        String model = models.getOrDefault(call.role().label(), "");
        byte[] text =
                LoneSurrogates.escaped(model + '\n' + RequestText.of(call)).getBytes(StandardCharsets.UTF_8);
        return Sha256.hex(text);
    }
}
