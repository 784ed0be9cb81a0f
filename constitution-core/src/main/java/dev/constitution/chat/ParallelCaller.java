package dev.constitution.chat;

import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;

/** See {@link ModelCaller#on}. */
record ParallelCaller(ModelCaller caller, ParallelWork work) implements ModelCaller {
    @Override
    public ChatResponse call(ModelCall call) throws InterruptedException {
        return caller.call(call);
    }

    @Override
    public <T> List<T> together(List<? extends Work<T>> pieces) throws InterruptedException, CallFailedException {
        return work.together(pieces);
    }
}
