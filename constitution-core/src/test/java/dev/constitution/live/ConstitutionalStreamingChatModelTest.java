package dev.constitution.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Prompt;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.StageListener;
import dev.constitution.stage.Step;
import dev.constitution.testing.AnsweringModel;
import dev.constitution.testing.Polite;
import dev.constitution.testing.StreamedAnswer;
import dev.constitution.testing.StreamedModel;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConstitutionalStreamingChatModelTest {
    private final List<String> pieces = Collections.synchronizedList(new ArrayList<>());
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

    private CritiqueRevision stage(AnsweringModel model) {
        return Polite.stage(model)
                .listener(new StageListener() {
                    @Override
                    public void onStep(Prompt prompt, Step step) {
                        steps.add(prompt.question() + ": " + step.principle());
                    }
                })
                .build();
    }

    private StreamingChatModel wrapped(AnsweringModel model, RevisionPolicy policy) {
        return ConstitutionalStreamingChatModel.of(new StreamedModel(model), stage(model), policy);
    }

    private ChatResponse answer(StreamingChatModel model) throws Exception {
        return StreamedAnswer.of(model, "Ask for it.", pieces::add);
    }

    @Test
    void chat_text_streamsTheRevisionAlone() throws Exception {
        ChatResponse response =
                answer(wrapped(AnsweringModel.wanting("Please", "Close the door."), RevisionPolicy.DEFAULT));

        assertThat(pieces).containsExactly("Please. ", "Close ", "the ", "door.");
        assertThat(response.aiMessage().text()).isEqualTo("Please. Close the door.");
        assertThat(response).isInstanceOf(ConstitutionalChatResponse.class);
        assertThat(steps).containsExactly("Ask for it.: please");
    }

    @Test
    void chat_callOfATool_passesUntouched() throws Exception {
        ChatResponse call = AnsweringModel.response(AiMessage.from(
                ToolExecutionRequest.builder().id("1").name("door").build()));

        ChatResponse response = answer(wrapped(new AnsweringModel(request -> call), RevisionPolicy.DEFAULT));

        assertThat(response).isSameAs(call);
        assertThat(pieces).isEmpty();
    }

    @Test
    void chat_streamThatBrokeOff_isNotRevised() throws Exception {
        AnsweringModel model = new AnsweringModel(request ->
                ChatResponse.builder().aiMessage(AiMessage.from("Close the")).build());

        assertThat(answer(wrapped(model, RevisionPolicy.DEFAULT)).finishReason())
                .isNull();
        assertThat(model.requests()).hasSize(1);
        assertThatThrownBy(() -> answer(wrapped(model, RevisionPolicy.DEFAULT.onFailure(OnFailure.REFUSE))))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("broke off");
    }

    @Test
    void chat_failingModel_saysSo() {
        AnsweringModel model = new AnsweringModel(request -> {
            throw new InternalServerException("down");
        });

        assertThatThrownBy(() -> answer(wrapped(model, RevisionPolicy.DEFAULT)))
                .hasCauseInstanceOf(InternalServerException.class);
    }

    @Test
    void chat_handlerThatThrows_hearsOfItOnce() {
        AnsweringModel model = AnsweringModel.wanting("Please", "Close the door.");
        CompletableFuture<Throwable> heard = new CompletableFuture<>();
        wrapped(model, RevisionPolicy.DEFAULT).chat("Ask for it.", new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                throw new IllegalStateException("no");
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                heard.completeExceptionally(new AssertionError("complete"));
            }

            @Override
            public void onError(Throwable failure) {
                heard.complete(failure);
            }
        });

        assertThat(heard.orTimeout(30, TimeUnit.SECONDS).join()).hasMessage("no");
    }
}
