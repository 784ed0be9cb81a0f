package dev.constitution.runner.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Tool;
import dev.constitution.runner.wire.RawAnswer;
import dev.constitution.runner.wire.ResponseJson;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import org.junit.jupiter.api.Test;

class CallUsageTest {
    @Test
    void toJson_isTheArrayThatStoresHold() {
        CallUsage usage = new CallUsage(new Amount(1, 20, 3, 4_000_000_000L, 5, 6, 2), 7);

        assertThat(usage.toJson()).isEqualTo("[1,20,4000000000,5,6,7,3,2]");
        assertThat(CallUsage.fromJson(usage.toJson())).isEqualTo(usage);
        assertThat(CallUsage.fromJson("[1,20,40,5,6,7]")).isEqualTo(new CallUsage(new Amount(1, 20, 0, 40, 5, 6), 7));
    }

    @Test
    void of_answerWithoutUsage_isEstimated() {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("a".repeat(400)))
                .build();
        ChatResponse response =
                ChatResponse.builder().aiMessage(AiMessage.from("b".repeat(80))).build();

        RawAnswer answer = new RawAnswer(RawAnswer.Form.REPLY, ResponseJson.write(response), 1);
        assertThat(CallUsage.of(request, answer)).isEqualTo(new CallUsage(new Amount(1, 104, 0, 20, 400, 80), 1));
    }

    @Test
    void expected_requestWithATool_countsItsDefinition() {
        Tool tool = Tool.of(
                "{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"" + "d".repeat(340) + "\"}}");
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("a".repeat(400)))
                .toolSpecifications(tool.specification())
                .build();

        assertThat(tool.definition()).hasSize(400);
        assertThat(CallUsage.expected(request, 0)).isEqualTo(new Amount(1, 204, 0, 0, 800, 0));
    }
}
