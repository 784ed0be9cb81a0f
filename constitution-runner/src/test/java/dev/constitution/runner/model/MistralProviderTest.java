package dev.constitution.runner.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.runner.model.ProviderFixture.Key;
import dev.langchain4j.model.output.FinishReason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MistralProviderTest extends ModelProviderContract {
    private static final ProviderFixture MISTRAL = ProviderFixture.ofCompletions(
                    "mistral:mistral-small-latest", Optional.of(Key.bearer("MISTRAL_API_KEY")), """
                    {"model":"mistral-small-latest","messages":[
                     {"role":"system","content":[{"type":"text","text":"be brief {{x}}"}]},
                     {"role":"user","content":[{"type":"text","text":"first \\"q\\" $1"}]},
                     {"role":"assistant","content":[{"type":"text","text":"an answer"}]},
                     {"role":"user","content":[{"type":"text","text":"second"}]}],
                    "temperature":0.5,"top_p":0.9,"max_tokens":17,"stop":["END"],"random_seed":42,"stream":false}
                    """, """
                    {"model":"mistral-small-latest","messages":[{"role":"user","content":[{"type":"text","text":"q"}]}],"stream":false}
                    """)
            .withReason("model_length", FinishReason.LENGTH);

    MistralProviderTest() {
        super(MISTRAL);
    }

    @Test
    void chat_answerBrokenOff_isMalformed() {
        server.answerWith(MISTRAL.answer("half an ans", "error"));

        assertThatThrownBy(() -> model().chat("q")).isInstanceOf(MalformedAnswerException.class);
    }
}
