package dev.constitution.runner;

import dev.constitution.ModelCall;
import dev.constitution.ModelCaller;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The calls of one row, recorded: each answer is in the store before the stage sees it, and an answer that is there
 * already is given again without asking the model. Thread-safe.
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
     * @param recorded the row's calls of an earlier, interrupted attempt
     */
    Ledger(long row, List<CallRecord> recorded, StoreWriter store, ModelCaller next, CallListener listener) {
        this.row = row;
        this.recorded = recorded;
        this.store = store;
        this.next = next;
        this.listener = listener;
        this.calls = new AtomicInteger(
                recorded.stream().mapToInt(call -> call.ordinal() + 1).max().orElse(0));
    }

    @Override
    public ChatResponse call(ModelCall call) throws InterruptedException {
        String request = requestHash(call);
        for (CallRecord earlier : recorded) {
            if (earlier.step().equals(call.step()) && earlier.request().equals(request)) {
                ChatResponse response = ResponseJson.read(earlier.response());
                listener.answered(call, response, true);
                return response;
            }
        }
        long start = System.nanoTime();
        ChatResponse response = next.call(call);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        String stored = ResponseJson.write(response);
        store.call(new CallRecord(
                row, calls.getAndIncrement(), call.step(), call.role().label(), request, stored, millis));
        listener.answered(call, response, false);
        // Read back from what was stored, so that the first run and a replay cannot differ.
        return ResponseJson.read(stored);
    }

    private static String requestHash(ModelCall call) {
        return HexFormat.of().formatHex(Sha256.of(RequestText.of(call)));
    }
}
