package dev.constitution.runner.model;

import static dev.constitution.runner.model.ProviderFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.model.ProviderFixture.Key;
import dev.constitution.runner.testing.ServerAnswer;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
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
            {"model":"claude-haiku","messages":[{"role":"user","content":[{"type":"text","text":"q"}]}],
            "max_tokens":4096,"stream":false}
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
                    "ran_dry", FinishReason.OTHER));

    AnthropicProviderTest() {
        super(ANTHROPIC);
    }

    @Test
    void chat_refusal_isContentFiltered() {
        server.answerWith(ANTHROPIC.answer("I cann", "refusal"));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(ContentFilteredException.class);
    }

    @Test
    void chat_refusalWithoutText_isContentFiltered() {
        server.answerWith(ServerAnswer.ok(
                "{\"content\":[],\"stop_reason\":\"refusal\",\"stop_details\":{\"category\":\"cyber\"}}"));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(ContentFilteredException.class);
    }

    @Test
    void chat_thoughts_areNoPartOfTheText() {
        server.answerWith(ServerAnswer.ok(
                "{\"id\":\"m\",\"model\":\"m\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"Hm.\","
                        + "\"signature\":\"x\"},{\"type\":\"text\",\"text\":\"Yes.\"}],\"stop_reason\":\"end_turn\"}"));

        AiMessage answer = model().chat(REQUEST).aiMessage();

        assertThat(answer.text()).isEqualTo("Yes.");
        assertThat(answer.thinking()).isEqualTo("Hm.");
    }

    @Test
    void chat_answerInSeveralTexts_isJoinedAsItStands() {
        server.answerWith(ServerAnswer.ok(
                "{\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"In tw\"},{\"type\":\"text\",\"text\":\"o.\"}],"
                        + "\"stop_reason\":\"end_turn\"}"));

        assertThat(model().chat(REQUEST).aiMessage().text()).isEqualTo("In two.");
    }

    @Test
    void chat_thoughtsBetweenTexts_partThem() {
        server.answerWith(ServerAnswer.ok(
                "{\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"One.\"},{\"type\":\"thinking\",\"thinking\":\"Hm.\","
                        + "\"signature\":\"x\"},{\"type\":\"text\",\"text\":\"Two.\"}],\"stop_reason\":\"end_turn\"}"));

        assertThat(model().chat(REQUEST).aiMessage().text()).isEqualTo("One.\n\nTwo.");
    }

    @Test
    void chat_promptReadFromTheCache_isNotTooLong() {
        String usage = ",\"usage\":{\"input_tokens\":600,\"cache_read_input_tokens\":%d,\"output_tokens\":1}}";
        String answer =
                "{\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"Yes.\"}],\"stop_reason\":\"end_turn\"";
        String prompt = "a word ".repeat(5000);

        server.answerWith(ServerAnswer.ok(answer + usage.formatted(4500)));
        assertThat(model().chat(prompt)).isEqualTo("Yes.");
        server.answerWith(ServerAnswer.ok(answer + usage.formatted(0)));
        assertThatThrownBy(() -> model().chat(prompt)).hasMessageContaining("context window");
    }

    @Test
    void chat_temperatureRefused_isLeftOutFromThenOn() {
        server.answering(request -> request.body().has("temperature")
                ? ServerAnswer.error(400, "`temperature` is deprecated for this model.")
                : ANTHROPIC.hello());
        ChatModel model = model();

        assertThat(model.chat(REQUEST).aiMessage().text()).isEqualTo("Hello.");
        assertThat(model.chat(REQUEST).aiMessage().text()).isEqualTo("Hello.");

        assertThat(server.received()).hasSize(3);
        assertThat(server.received().get(2).body().has("top_p")).isTrue();
    }
}
