package dev.constitution.stage;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The calls of one row, of which equal ones are made once: whoever asks second gets, or waits for, the first one's answer, or
 * its failure. Thread-safe.
 */
final class SharedCalls implements ModelCaller {
    private final ModelCaller caller;
    private final Map<Object, FutureTask<ChatResponse>> made = new ConcurrentHashMap<>();

    SharedCalls(ModelCaller caller) {
        this.caller = caller;
    }

    @Override
    public ChatResponse call(ModelCall call) throws InterruptedException {
        FutureTask<ChatResponse> mine = new FutureTask<>(() -> caller.call(call));
        FutureTask<ChatResponse> first = made.putIfAbsent(call.question(), mine);
        if (first == null) {
            mine.run(); // on this thread, so nobody waits for what nobody makes
            first = mine;
        }
        try {
            return first.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(ExecutionException wrapped) throws InterruptedException {
        Throwable cause = wrapped.getCause();
        if (cause instanceof InterruptedException interrupt) {
            throw interrupt;
        } else if (cause instanceof RuntimeException failure) {
            return failure;
        } else if (cause instanceof Error error) {
            throw error;
        }
        throw new AssertionError(wrapped);
    }

    @Override
    public <T> List<T> together(List<? extends Work<T>> pieces) throws InterruptedException, CallFailedException {
        return caller.together(pieces);
    }
}
