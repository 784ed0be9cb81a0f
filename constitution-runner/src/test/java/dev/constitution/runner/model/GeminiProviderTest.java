package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.testing.ServerAnswer;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiProviderTest extends ModelProviderContract {
    @Override
    String name() {
        return "gemini:gemini-2.5-flash";
    }

    @Override
    String keyVariable() {
        return "GEMINI_API_KEY";
    }

    @Override
    Map.Entry<String, String> authorization() {
        return Map.entry("X-goog-api-key", KEY);
    }

    @Override
    String answer(String text, String finishReason) {
        return """
                {"candidates":[{"content":{"parts":[{"text":"%s"}],"role":"model"},"finishReason":"%s","index":0}],\
                "usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":5,"totalTokenCount":16},\
                "modelVersion":"model-returned","responseId":"r-1"}""".formatted(text, finishReason);
    }

    @Override
    Map<String, FinishReason> finishReasons() {
        return Map.of(
                "STOP", FinishReason.STOP, "MAX_TOKENS", FinishReason.LENGTH, "SAFETY", FinishReason.CONTENT_FILTER);
    }

    @Override
    Map<String, Object> onTheWire() {
        return Map.of(
                "/systemInstruction/parts/0/text",
                "be brief {{x}}",
                "/contents/2/parts/0/text",
                "second",
                "/generationConfig/temperature",
                0.5,
                "/generationConfig/topP",
                0.9,
                "/generationConfig/maxOutputTokens",
                17,
                "/generationConfig/stopSequences/0",
                "END",
                "/generationConfig/seed",
                42);
    }

    @Test
    void chat_model_isInThePath() {
        model().chat("q");

        assertThat(server().received().get(0).path()).isEqualTo("/v1/models/gemini-2.5-flash:generateContent");
    }

    @Test
    void chat_blockedPrompt_isContentFiltered() {
        server().answerWith(ServerAnswer.ok("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}"));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(ContentFilteredException.class);
    }

    @ParameterizedTest
    @CsvSource({"SAFETY", "RECITATION", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII"})
    void chat_answerHeldBack_isContentFiltered(String reason) {
        for (String content : List.of("", "\"content\":{\"role\":\"model\"},", "\"content\":{},")) {
            server().answerWith(candidate(content, reason));

            assertThat(finish()).as(content).isEqualTo(FinishReason.CONTENT_FILTER);
        }
    }

    @Test
    void chat_allTokensSpentOnThinking_isCutOff() {
        for (String content : List.of("", "\"content\":{\"role\":\"model\"},")) {
            server().answerWith(candidate(content, "MAX_TOKENS"));

            assertThat(finish()).as(content).isEqualTo(FinishReason.LENGTH);
        }
    }

    private FinishReason finish() {
        try {
            return model().chat(ChatRequest.builder()
                            .messages(UserMessage.from("q"))
                            .build())
                    .finishReason();
        } catch (ContentFilteredException e) {
            return FinishReason.CONTENT_FILTER;
        }
    }

    private static ServerAnswer candidate(String content, String reason) {
        return ServerAnswer.ok("{\"candidates\":[{" + content + "\"finishReason\":\"" + reason + "\",\"index\":0}],"
                + "\"usageMetadata\":{\"promptTokenCount\":11,\"totalTokenCount\":16},\"modelVersion\":\"m\"}");
    }
}
