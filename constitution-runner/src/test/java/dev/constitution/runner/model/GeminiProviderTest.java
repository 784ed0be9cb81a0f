package dev.constitution.runner.model;

import static dev.constitution.runner.model.ProviderFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.runner.model.ProviderFixture.Key;
import dev.constitution.runner.testing.ServerAnswer;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiProviderTest extends ModelProviderContract {
    GeminiProviderTest() {
        super(new ProviderFixture(
                "gemini:gemini-2.5-flash",
                Optional.of(new Key("GEMINI_API_KEY", "X-goog-api-key", KEY)),
                """
                {"systemInstruction":{"role":"model","parts":[{"text":"be brief {{x}}"}]},"contents":[
                 {"role":"user","parts":[{"text":"first \\"q\\" $1"}]},
                 {"role":"model","parts":[{"text":"an answer"}]},
                 {"role":"user","parts":[{"text":"second"}]}],
                "generationConfig":{"temperature":0.5,"topP":0.9,"maxOutputTokens":17,"stopSequences":["END"],"seed":42}}
                """,
                """
                {"contents":[{"role":"user","parts":[{"text":"q"}]}],"generationConfig":{}}
                """,
                """
                {"candidates":[{"content":{"parts":[{"text":"TEXT"}],"role":"model"},"finishReason":"REASON","index":0}],\
                "usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":5,"totalTokenCount":16},\
                "modelVersion":"model-returned","responseId":"r-1"}
                """,
                Map.of(
                        "STOP", FinishReason.STOP,
                        "MAX_TOKENS", FinishReason.LENGTH,
                        "SAFETY", FinishReason.CONTENT_FILTER)));
    }

    @Test
    void chat_model_isInThePath() {
        model().chat("q");

        assertThat(server.received().get(0).path()).isEqualTo("/v1/models/gemini-2.5-flash:generateContent");
    }

    @Test
    void chat_blockedPrompt_isContentFiltered() {
        server.answerWith(ServerAnswer.ok("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}"));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(ContentFilteredException.class);
    }

    @ParameterizedTest
    @CsvSource({"SAFETY", "RECITATION", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII"})
    void chat_answerHeldBack_isContentFiltered(String reason) {
        for (String content : List.of("", "\"content\":{\"role\":\"model\"},", "\"content\":{},")) {
            server.answerWith(candidate(content, reason));

            assertThat(finish()).as(content).isEqualTo(FinishReason.CONTENT_FILTER);
        }
    }

    @Test
    void chat_allTokensSpentOnThinking_isCutOff() {
        for (String content : List.of("", "\"content\":{\"role\":\"model\"},")) {
            server.answerWith(candidate(content, "MAX_TOKENS"));

            assertThat(finish()).as(content).isEqualTo(FinishReason.LENGTH);
        }
    }

    @Test
    void chat_thoughts_areNoPartOfTheText() {
        server.answerWith(candidate(
                "\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hm.\",\"thought\":true},{\"text\":\"Yes.\"}]},",
                "STOP"));

        AiMessage answer = model().chat(REQUEST).aiMessage();

        assertThat(answer.text()).isEqualTo("Yes.");
        assertThat(answer.thinking()).isEqualTo("Hm.");
    }

    @Test
    void chat_answerInSeveralTexts_isJoinedAsItStands() {
        server.answerWith(candidate(
                "\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hm.\",\"thought\":true},{\"text\":\"In tw\"},"
                        + "{\"text\":\"o.\"}]},",
                "STOP"));

        assertThat(model().chat(REQUEST).aiMessage().text()).isEqualTo("In two.");
    }

    @ParameterizedTest
    @CsvSource({"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL"})
    void chat_endsInAToolCall_isMalformed(String reason) {
        server.answerWith(candidate("\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"I\"}]},", reason));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(MalformedAnswerException.class);
    }

    private FinishReason finish() {
        try {
            return model().chat(REQUEST).finishReason();
        } catch (ContentFilteredException e) {
            return FinishReason.CONTENT_FILTER;
        }
    }

    private static ServerAnswer candidate(String content, String reason) {
        return ServerAnswer.ok("{\"candidates\":[{" + content + "\"finishReason\":\"" + reason + "\",\"index\":0}],"
                + "\"usageMetadata\":{\"promptTokenCount\":11,\"totalTokenCount\":16},\"modelVersion\":\"m\"}");
    }
}
