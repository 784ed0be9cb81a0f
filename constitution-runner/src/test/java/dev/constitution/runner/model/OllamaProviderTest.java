package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
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
             {"role":"assistant","content":"an answer"},
             {"role":"user","content":"second"}],
            "options":{"temperature":0.5,"top_p":0.9,"repeat_penalty":1.15,"seed":42,"num_predict":17,"num_ctx":8192,"stop":["END"]},
            "stream":false}
            """,
            """
            {"model":"llama3.2:1b","messages":[{"role":"user","content":"q"}],"options":{"num_ctx":8192},"stream":false}
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

    @Test
    void chat_windowInTheEnvironment_isAskedFor() {
        model(Map.of("OLLAMA_CONTEXT_LENGTH", "4096")).chat("word ".repeat(9000));

        assertThat(server.received().get(0).body().at("/options/num_ctx").intValue())
                .isEqualTo(4096);
    }

    @Test
    void chat_longConversation_isAskedForAWindowThatFitsAndStays() {
        ChatModel model = model();

        model.chat("word ".repeat(9000));
        model.chat("q");

        assertThat(server.received())
                .extracting(request -> request.body().at("/options/num_ctx").intValue())
                .containsExactly(32768, 32768);
    }

    @Test
    void chat_answerNotDone_isMalformed() {
        server.answerWith(ServerAnswer.ok("{\"message\":{\"role\":\"assistant\",\"content\":\"Hal\"},\"done\":false}"));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void chat_thoughts_areNoPartOfTheText() {
        server.answerWith(
                ServerAnswer.ok("{\"message\":{\"role\":\"assistant\",\"content\":\"Yes.\",\"thinking\":\"Hm.\"},"
                        + "\"done\":true,\"done_reason\":\"stop\"}"));

        AiMessage answer = model().chat(REQUEST).aiMessage();

        assertThat(answer.text()).isEqualTo("Yes.");
        assertThat(answer.thinking()).isEqualTo("Hm.");
    }
}
