package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.SamplingParameters;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import org.junit.jupiter.api.Test;

class LocalChatModelTest {
    @Test
    void chat_plainQuestion_answers() {
        try (LocalChatModel model = LocalChatModel.builder().build()) {
            var r = model.chat(ChatRequest.builder()
                    .messages(UserMessage.from("What is the capital of France?"))
                    .parameters(SamplingParameters.builder().topLogprobs(3).build())
                    .build());
            System.out.println(r);
            assertThat(r.aiMessage().text()).contains("Paris");
        }
    }
}
