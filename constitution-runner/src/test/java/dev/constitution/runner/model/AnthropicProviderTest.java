package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.testing.ServerAnswer;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.output.FinishReason;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnthropicProviderTest extends ModelProviderContract {
    @Override
    String name() {
        return "anthropic:claude-haiku";
    }

    @Override
    String keyVariable() {
        return "ANTHROPIC_API_KEY";
    }

    @Override
    Map.Entry<String, String> authorization() {
        return Map.entry("X-api-key", KEY);
    }

    @Override
    String answer(String text, String finishReason) {
        return """
                {"id":"m-1","type":"message","role":"assistant","model":"model-returned",\
                "content":[{"type":"text","text":"%s"}],"stop_reason":"%s","stop_sequence":null,\
                "usage":{"input_tokens":11,"output_tokens":5}}""".formatted(text, finishReason);
    }

    @Override
    Map<String, FinishReason> finishReasons() {
        return Map.of(
                "end_turn", FinishReason.STOP,
                "stop_sequence", FinishReason.STOP,
                "max_tokens", FinishReason.LENGTH,
                "model_context_window_exceeded", FinishReason.LENGTH,
                "pause_turn", FinishReason.OTHER);
    }

    @Override
    Map<String, Object> onTheWire() {
        return Map.of(
                "/model", "claude-haiku",
                "/system/0/text", "be brief {{x}}",
                "/messages/2/content/0/text", "second",
                "/temperature", 0.5,
                "/top_p", 0.9,
                "/max_tokens", 17,
                "/stop_sequences/0", "END",
                "/seed", "");
    }

    @Test
    void chat_refusal_isContentFiltered() {
        server().answerWith(ServerAnswer.ok(answer("I cann", "refusal")));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(ContentFilteredException.class);
    }
}
