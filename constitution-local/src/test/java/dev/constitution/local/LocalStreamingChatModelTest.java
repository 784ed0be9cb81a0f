package dev.constitution.local;

import static dev.constitution.local.Embedded.MODEL;
import static dev.constitution.local.Embedded.greedy;
import static dev.constitution.local.Embedded.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class LocalStreamingChatModelTest {

    @Test
    void chat_question_streamsTheBlockingAnswer() {
        ChatRequest request = request(greedy().topLogprobs(1).maxOutputTokens(40), "Write a poem with emoji 🌊🐟.");
        Handler handler = new Handler(handle -> {});

        MODEL.streaming().chat(request, handler);
        ChatResponse streamed = handler.response.join();

        ChatResponse blocking = MODEL.chat(request);
        assertThat(streamed.aiMessage()).isEqualTo(blocking.aiMessage());
        assertThat(streamed.tokenUsage()).isEqualTo(blocking.tokenUsage());
        assertThat(String.join("", handler.parts))
                .isEqualTo(blocking.aiMessage().text());
        assertThat(handler.parts).hasSizeGreaterThan(3);
    }

    @Test
    void chat_stopSequenceAcrossTokens_neverLeaksItsBeginning() {
        Handler handler = new Handler(handle -> {});

        MODEL.streaming()
                .chat(request(greedy().stopSequences(" France is Paris"), "What is the capital of France?"), handler);

        assertThat(handler.response.join().aiMessage().text()).isEqualTo("The capital of");
        assertThat(String.join("", handler.parts)).isEqualTo("The capital of");
    }

    @Test
    void cancel_whileStreaming_callsTheHandlerNoMoreAndFreesTheContext() {
        CompletableFuture<StreamingHandle> cancelled = new CompletableFuture<>();
        Handler handler = new Handler(handle -> {
            handle.cancel();
            cancelled.complete(handle);
        });
        try (LocalChatModel model =
                LocalChatModel.builder().modelFile(Embedded.FILE).contexts(1).build()) {
            model.streaming().chat(request(greedy().maxOutputTokens(500), "Write a very long story."), handler);
            assertThat(cancelled.join().isCancelled()).isTrue();

            assertThat(model.chat(request(greedy(), "What is the capital of France?"))
                            .aiMessage()
                            .text())
                    .contains("Paris");
            assertThat(handler.parts).hasSize(1);
            assertThat(handler.response).isNotDone();
        }
    }

    @Test
    void chat_handlerThrows_endsWithItsError() {
        Handler handler = new Handler(handle -> {
            throw new IllegalArgumentException("full");
        });

        MODEL.streaming().chat(request(greedy(), "Hello"), handler);

        assertThatThrownBy(handler.response::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("full");
    }

    @Test
    void chat_promptLargerThanContext_endsWithThatError() {
        Handler handler = new Handler(handle -> {});

        MODEL.streaming().chat(request(greedy(), "word ".repeat(3000)), handler);

        assertThatThrownBy(handler.response::join).hasCauseInstanceOf(ContextOverflowException.class);
    }

    @Test
    void chat_modelClosedBeforeOrMeanwhile_endsWithThatError() {
        LocalChatModel model =
                LocalChatModel.builder().modelFile(Embedded.FILE).contexts(1).build();
        Handler meanwhile = new Handler(handle -> model.close());
        Handler after = new Handler(handle -> {});

        model.streaming().chat(request(greedy().maxOutputTokens(500), "Write a very long story."), meanwhile);
        assertThatThrownBy(meanwhile.response::join).hasCauseInstanceOf(IllegalStateException.class);
        model.streaming().chat(request(greedy(), "Hello"), after);

        assertThatThrownBy(after.response::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(after.parts).isEmpty();
    }

    @Test
    void chat_unsupportedFeature_throwsAtOnce() {
        assertThatThrownBy(() -> MODEL.streaming()
                        .chat(request(greedy().frequencyPenalty(0.5), "Hello"), new Handler(handle -> {})))
                .isInstanceOf(UnsupportedFeatureException.class);
    }

    private static final class Handler implements StreamingChatResponseHandler {
        final List<String> parts = new CopyOnWriteArrayList<>();
        final CompletableFuture<ChatResponse> response = new CompletableFuture<>();
        private final Consumer<StreamingHandle> onPart;

        Handler(Consumer<StreamingHandle> onPart) {
            this.onPart = onPart;
        }

        @Override
        public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
            parts.add(part.text());
            onPart.accept(context.streamingHandle());
        }

        @Override
        public void onCompleteResponse(ChatResponse complete) {
            response.complete(complete);
        }

        @Override
        public void onError(Throwable error) {
            response.completeExceptionally(error);
        }
    }
}
