package dev.constitution.runner.model;

import static dev.constitution.runner.model.ProviderFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.UsageException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenAiCompatibleProviderTest extends ModelProviderContract {
    OpenAiCompatibleProviderTest() {
        super(ProviderFixture.ofCompletions("openai-compatible:org/my-model:v1", Optional.empty(), """
                {"model":"org/my-model:v1","messages":[
                 {"role":"system","content":"be brief {{x}}"},
                 {"role":"user","content":"first \\"q\\" $1"},
                 {"role":"assistant","content":"an answer"},
                 {"role":"user","content":"second"}],
                "temperature":0.5,"top_p":0.9,"max_tokens":17,"stop":["END"],"seed":42}
                """, """
                {"model":"org/my-model:v1","messages":[{"role":"user","content":"q"}]}
                """));
    }

    @Test
    void create_key_isSentAndOpenAisOwnIsNot() {
        model(Map.of("OPENAI_API_KEY", "sk-other", "OPENAI_COMPATIBLE_API_KEY", KEY))
                .chat("q");

        assertThat(server.received().get(0).headers()).containsEntry("Authorization", List.of("Bearer " + KEY));
    }

    @Test
    void create_noAddress_showsTheForm() {
        assertThatThrownBy(() -> Models.create("openai-compatible:m"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("write openai-compatible:m@http://localhost:8000/v1");
    }
}
