package dev.constitution.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import org.junit.jupiter.api.Test;

class ModelCallerTest {
    private final ChatModel model = mock(ChatModel.class);
    private final ChatRequest request =
            ChatRequest.builder().messages(UserMessage.from("Hello")).build();
    private final ModelCall call = new ModelCall("p1", ModelRole.GENERATOR, "generate", model, request);

    @Test
    void direct_call_asksTheModelOnceAndReturnsWhatItSaid() throws InterruptedException {
        ChatResponse response =
                ChatResponse.builder().aiMessage(AiMessage.from("Hi")).build();
        when(model.chat(request)).thenReturn(response);

        assertThat(ModelCaller.direct().call(call)).isSameAs(response);
        verify(model).chat(request);
        verifyNoMoreInteractions(model);
    }

    @Test
    void direct_modelFails_isNotAskedAgain() {
        RateLimitException failure = new RateLimitException("slow down");
        when(model.chat(request)).thenThrow(failure);

        assertThatThrownBy(() -> ModelCaller.direct().call(call)).isSameAs(failure);
        verify(model).chat(request);
    }
}
