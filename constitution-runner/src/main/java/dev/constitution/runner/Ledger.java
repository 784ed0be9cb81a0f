package dev.constitution.runner;

import dev.constitution.ModelCall;
import dev.constitution.ModelCaller;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The calls of one row, recorded: each answer is in the store as it came before anything is read of it, and an answer that
 * is there already is read again without asking the model. Thread-safe.
 */
final class Ledger implements ModelCaller {
    private final long row;
    private final List<CallRecord> recorded;
    private final StoreWriter store;
    private final ModelCaller next;
    private final CallListener listener;
    private final AtomicInteger calls;

    /** Hears of every call that was answered. */
    @FunctionalInterface
    interface CallListener {
        void answered(ModelCall call, ChatResponse response, boolean replayed);
    }

    /**
     * @param recorded the row's calls of an earlier, interrupted attempt, and of a run that this one was forked from
     * @param next asks the model
     */
    Ledger(long row, List<CallRecord> recorded, StoreWriter store, ModelCaller next, CallListener listener) {
        this.row = row;
        this.recorded = recorded;
        this.store = store;
        this.next = next;
        this.listener = listener;
        this.calls = new AtomicInteger(recorded.stream()
                .filter(call -> call.row() == row)
                .mapToInt(call -> call.ordinal() + 1)
                .max()
                .orElse(0));
    }

    @Override
    public ChatResponse call(ModelCall call) throws InterruptedException {
        String request = requestHash(call);
        Optional<ChatResponse> replayed = replay(call, request);
        if (replayed.isPresent()) {
            listener.answered(call, replayed.get(), true);
            return replayed.get();
        }
        ChatResponse response = send(call, request);
        listener.answered(call, response, false);
        return response;
    }

    private ChatResponse send(ModelCall call, String request) throws InterruptedException {
        long start = System.nanoTime();
        RawAnswers answers =
                RawAnswers.to(body -> store.call(record(call, request, CallRecord.Form.HTTP, body, start)));
        ChatResponse response = answers.during(() -> next.call(call));
        if (answers.any()) {
            return response;
        }
        String reply = ResponseJson.write(response);
        store.call(record(call, request, CallRecord.Form.REPLY, reply, start));
        // Read back from what was stored, so that the first run and a replay cannot differ.
        return ResponseJson.read(reply);
    }

    private CallRecord record(ModelCall call, String request, CallRecord.Form form, String answer, long start) {
        return new CallRecord(
                row,
                calls.getAndIncrement(),
                call.promptId(),
                call.step(),
                call.role().label(),
                request,
                form,
                answer,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    /** The latest recorded answer to this request that can be read. */
    private Optional<ChatResponse> replay(ModelCall call, String request) throws InterruptedException {
        for (int i = recorded.size() - 1; i >= 0; i--) {
            CallRecord earlier = recorded.get(i);
            if (earlier.answers(call.step(), request)) {
                Optional<ChatResponse> response = reread(call, earlier);
                if (response.isPresent() && earlier.row() != row) {
                    store.call(record(call, request, earlier.form(), earlier.answer(), System.nanoTime()));
                }
                if (response.isPresent()) {
                    return response;
                }
            }
        }
        return Optional.empty();
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

    private static String requestHash(ModelCall call) {
        byte[] text = LoneSurrogates.escaped(RequestText.of(call)).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Sha256.digest().digest(text));
    }
}
