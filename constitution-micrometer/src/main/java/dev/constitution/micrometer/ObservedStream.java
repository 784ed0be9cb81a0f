package dev.constitution.micrometer;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stream's handler, whose stream is observed until its last event. */
final class ObservedStream implements StreamingChatResponseHandler {
    private final StreamingChatResponseHandler handler;
    private final Observed observed;
    private final AtomicBoolean ended = new AtomicBoolean();

    ObservedStream(StreamingChatResponseHandler handler, Observed observed) {
        this.handler = handler;
        this.observed = observed;
    }

    @Override
    public void onPartialResponse(String text) {
        handler.onPartialResponse(text);
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        handler.onPartialResponse(piece, context);
    }

    @Override
    public void onPartialThinking(PartialThinking thoughts) {
        handler.onPartialThinking(thoughts);
    }

    @Override
    public void onPartialThinking(PartialThinking thoughts, PartialThinkingContext context) {
        handler.onPartialThinking(thoughts, context);
    }

    @Override
    public void onPartialToolCall(PartialToolCall call) {
        handler.onPartialToolCall(call);
    }

    @Override
    public void onPartialToolCall(PartialToolCall call, PartialToolCallContext context) {
        handler.onPartialToolCall(call, context);
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        handler.onCompleteToolCall(call);
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        handler.onUnmappedRawEvent(event);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        if (ended.compareAndSet(false, true)) {
            observed.answered().accept(response);
        }
        handler.onCompleteResponse(response);
    }

    @Override
    public void onError(Throwable thrown) {
        failed(thrown);
        handler.onError(thrown);
    }

    /** The stream has come to no good end, as far as it has not ended. */
    void failed(Throwable thrown) {
        if (ended.compareAndSet(false, true)) {
            observed.failed().accept(thrown);
        }
    }
}
