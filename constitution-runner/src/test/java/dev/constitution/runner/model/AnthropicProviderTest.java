package dev.constitution.runner.model;

import static dev.constitution.runner.model.ProviderFixture.KEY;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.model.ProviderFixture.Key;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.output.FinishReason;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnthropicProviderTest extends ModelProviderContract {
    private static final ProviderFixture ANTHROPIC = new ProviderFixture(
            "anthropic:claude-haiku",
            Optional.of(new Key("ANTHROPIC_API_KEY", "X-api-key", KEY)),
            """
            {"model":"claude-haiku","system":[{"type":"text","text":"be brief {{x}}"}],
            "messages":[
             {"role":"user","content":[{"type":"text","text":"first \\"q\\" $1"}]},
             {"role":"assistant","content":[{"type":"text","text":"an answer"}]},
             {"role":"user","content":[{"type":"text","text":"second"}]}],
            "max_tokens":17,"stop_sequences":["END"],"temperature":0.5,"top_p":0.9,"stream":false}
            """,
            """
            {"id":"m-1","type":"message","role":"assistant","model":"model-returned",\
            "content":[{"type":"text","text":"TEXT"}],"stop_reason":"REASON","stop_sequence":null,\
            "usage":{"input_tokens":11,"output_tokens":5}}
            """,
            Map.of(
                    "end_turn", FinishReason.STOP,
                    "stop_sequence", FinishReason.STOP,
                    "max_tokens", FinishReason.LENGTH,
                    "model_context_window_exceeded", FinishReason.LENGTH,
                    "pause_turn", FinishReason.OTHER));

    AnthropicProviderTest() {
        super(ANTHROPIC);
    }

    @Test
    void chat_refusal_isContentFiltered() {
        server.answerWith(ANTHROPIC.answer("I cann", "refusal"));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(ContentFilteredException.class);
    }
}
