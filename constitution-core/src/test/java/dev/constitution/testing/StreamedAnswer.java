package dev.constitution.testing;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** What a streaming model answers, waited for. */
public final class StreamedAnswer {
    private static final long SECONDS = 30;

    private StreamedAnswer() {}

    /**
     * The answer to a question.
     *
     * @throws ExecutionException with what the stream ended with, where that is no answer
     */
    public static ChatResponse of(StreamingChatModel model, String question)
            throws InterruptedException, ExecutionException, TimeoutException {
        return of(model, question, piece -> {});
    }

    /**
     * The same.
     *
     * @param pieces gets the text as it comes
     */
    public static ChatResponse of(StreamingChatModel model, String question, Consumer<String> pieces)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
        model.chat(question, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                pieces.accept(piece);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                answer.complete(response);
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }
}
