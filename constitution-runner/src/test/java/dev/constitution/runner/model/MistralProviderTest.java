package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.ServerAnswer;
import dev.langchain4j.model.output.FinishReason;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MistralProviderTest extends ModelProviderContract {
    @Override
    String name() {
        return "mistral:mistral-small-latest";
    }

    @Override
    String keyVariable() {
        return "MISTRAL_API_KEY";
    }

    @Override
    Map.Entry<String, String> authorization() {
        return Map.entry("Authorization", "Bearer " + KEY);
    }

    @Override
    String answer(String text, String finishReason) {
        return Completion.of(text).finish(finishReason).body();
    }

    @Override
    Map<String, FinishReason> finishReasons() {
        return Map.of(
                "stop",
                FinishReason.STOP,
                "length",
                FinishReason.LENGTH,
                "model_length",
                FinishReason.LENGTH,
                "content_filter",
                FinishReason.CONTENT_FILTER);
    }

    @Override
    Map<String, Object> onTheWire() {
        return Map.of(
                "/model",
                "mistral-small-latest",
                "/messages/3/content/0/text",
                "second",
                "/temperature",
                0.5,
                "/top_p",
                0.9,
                "/max_tokens",
                17,
                "/stop/0",
                "END",
                "/random_seed",
                42);
    }

    @Test
    void chat_answerBrokenOff_isMalformed() {
        server().answerWith(ServerAnswer.ok(answer("half an ans", "error")));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(MalformedAnswerException.class);
    }
}
