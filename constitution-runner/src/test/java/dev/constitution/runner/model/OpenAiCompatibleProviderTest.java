package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.testing.Completion;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiCompatibleProviderTest extends ModelProviderContract {
    @Override
    String name() {
        return "openai-compatible:org/my-model:v1";
    }

    @Override
    String keyVariable() {
        return null;
    }

    @Override
    Map.Entry<String, String> authorization() {
        return null;
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
                "content_filter",
                FinishReason.CONTENT_FILTER);
    }

    @Override
    Map<String, Object> onTheWire() {
        return Map.of(
                "/model",
                "org/my-model:v1",
                "/messages/3/content",
                "second",
                "/temperature",
                0.5,
                "/top_p",
                0.9,
                "/max_completion_tokens",
                "",
                "/max_tokens",
                17,
                "/stop/0",
                "END",
                "/seed",
                42);
    }

    @Test
    void create_key_isSentAndOpenAisOwnIsNot() {
        Map<String, String> environment = Map.of("OPENAI_API_KEY", "sk-other", "OPENAI_COMPATIBLE_API_KEY", KEY);

        Models.create(
                        ModelSpec.parse(name() + "@" + server().url()),
                        new ModelSettings(environment::get, Duration.ofSeconds(30)))
                .chat("q");

        assertThat(server().received().get(0).headers()).containsEntry("Authorization", List.of("Bearer " + KEY));
    }

    @Test
    void create_noAddress_showsTheForm() {
        assertThatThrownBy(() -> Models.create("openai-compatible:m"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("write openai-compatible:m@http://localhost:8000/v1");
    }
}
