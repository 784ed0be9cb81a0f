package dev.constitution.runner.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import org.junit.jupiter.api.Test;

class CallUsageTest {
    @Test
    void toJson_isTheArrayThatStoresHold() {
        CallUsage usage = new CallUsage(new Amount(1, 20, 3, 4_000_000_000L, 5, 6), 7);

        assertThat(usage.toJson()).isEqualTo("[1,20,4000000000,5,6,7]");
    }

    @Test
    void of_answerWithoutUsage_isEstimated() {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("a".repeat(400)))
                .build();
        ChatResponse response =
                ChatResponse.builder().aiMessage(AiMessage.from("b".repeat(80))).build();

        assertThat(CallUsage.of(request, response)).isEqualTo(new CallUsage(new Amount(1, 104, 0, 20, 400, 80), 1));
    }
}
