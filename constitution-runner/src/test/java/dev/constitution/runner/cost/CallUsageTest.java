package dev.constitution.runner.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Tool;
import dev.constitution.runner.wire.RawAnswer;
import dev.constitution.runner.wire.ResponseJson;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
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
    void of_requestWithTools_countsTheirDefinitionsInTokensAndCharacters() {
        Tool tool = Tool.of("{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"description\":\""
                + "d".repeat(300) + "\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}");
        ChatRequest plain =
                ChatRequest.builder().messages(UserMessage.from("q")).build();
        ChatRequest told = ChatRequest.builder()
                .messages(UserMessage.from("q"))
                .toolSpecifications(tool.specification())
                .build();
        RawAnswer answer = new RawAnswer(
                RawAnswer.Form.REPLY,
                ResponseJson.write(ChatResponse.builder()
                        .aiMessage(AiMessage.from("b"))
                        .tokenUsage(new TokenUsage(100, 1))
                        .build()),
                1);

        assertThat(CallUsage.of(told, answer).amount().inputCharacters())
                .isEqualTo(1 + tool.definition().length());
        Amount before = CallUsage.expected(plain, 5);
        Amount after = CallUsage.expected(told, 5);
        assertThat(after.inputCharacters() - before.inputCharacters())
                .isEqualTo(tool.definition().length());
        assertThat(after.inputTokens() - before.inputTokens()).isEqualTo(TokenEstimate.of(tool.definition()));
    }
}
