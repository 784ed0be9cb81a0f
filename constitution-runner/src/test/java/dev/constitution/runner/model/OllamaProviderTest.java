package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.ServerRequest;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OllamaProviderTest extends ModelProviderContract {
    @Override
    String name() {
        return "ollama:llama3.2:1b";
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
        return """
                {"model":"model-returned","created_at":"2026-01-01T00:00:00Z",\
                "message":{"role":"assistant","content":"%s"},"done":true,"done_reason":"%s",\
                "prompt_eval_count":11,"eval_count":5}""".formatted(text, finishReason);
    }

    @Override
    Map<String, FinishReason> finishReasons() {
        return Map.of("stop", FinishReason.STOP, "length", FinishReason.LENGTH);
    }

    @Override
    Map<String, Object> onTheWire() {
        return Map.of(
                "/model",
                "llama3.2:1b",
                "/messages/3/content",
                "second",
                "/stream",
                "false",
                "/options/temperature",
                0.5,
                "/options/top_p",
                0.9,
                "/options/num_predict",
                17,
                "/options/stop/0",
                "END",
                "/options/seed",
                42,
                "/options/repeat_penalty",
                1.15);
    }

    @Test
    void create_baseUrlInTheEnvironment_isCalled() {
        Models.create(
                        ModelSpec.parse(name()),
                        new ModelSettings(Map.of("OLLAMA_BASE_URL", server().url())::get, Duration.ofSeconds(30)))
                .chat("q");

        assertThat(server().received())
                .singleElement()
                .extracting(ServerRequest::path)
                .isEqualTo("/api/chat");
    }
}
