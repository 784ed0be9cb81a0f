package dev.constitution.testing;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/** A chat model whose answers come on a thread of their own, text first. */
public final class StreamedModel implements StreamingChatModel {
    private final ChatModel model;

    public StreamedModel(ChatModel model) {
        this.model = model;
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        Thread thread = new Thread(() -> {
            ChatResponse response;
            try {
                response = model.chat(request);
            } catch (RuntimeException e) {
                handler.onError(e);
                return;
            }
            if (response.aiMessage().text() != null) {
                handler.onPartialResponse(response.aiMessage().text());
            }
            handler.onCompleteResponse(response);
        });
        thread.setDaemon(true);
        thread.start();
    }
}
