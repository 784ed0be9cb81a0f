package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.ServerRequest;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OllamaProviderTest extends ModelProviderContract {
    private static final ProviderFixture OLLAMA = new ProviderFixture(
            "ollama:llama3.2:1b",
            Optional.empty(),
            """
            {"model":"llama3.2:1b","messages":[
             {"role":"system","content":"be brief {{x}}"},
             {"role":"user","content":"first \\"q\\" $1"},
             {"role":"assistant","content":"an answer","tool_calls":[]},
             {"role":"user","content":"second"}],
            "options":{"temperature":0.5,"top_p":0.9,"repeat_penalty":1.15,"seed":42,"num_predict":17,"stop":["END"]},
            "stream":false,"tools":[]}
            """,
            """
            {"model":"model-returned","created_at":"2026-01-01T00:00:00Z",\
            "message":{"role":"assistant","content":"TEXT"},"done":true,"done_reason":"REASON",\
            "prompt_eval_count":11,"eval_count":5}
            """,
            Map.of("stop", FinishReason.STOP, "length", FinishReason.LENGTH));

    OllamaProviderTest() {
        super(OLLAMA);
    }

    @Test
    void create_baseUrlInTheEnvironment_isCalled() {
        Models.create(
                        ModelSpec.parse(OLLAMA.name()),
                        new ModelSettings(Map.of("OLLAMA_BASE_URL", server.url())::get, Duration.ofSeconds(30)))
                .chat("q");

        assertThat(server.received())
                .singleElement()
                .extracting(ServerRequest::path)
                .isEqualTo("/api/chat");
    }
}
