package dev.constitution.vertex;

import static dev.constitution.runner.model.ProviderFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.model.ModelProviderContract;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.ProviderFixture;
import dev.constitution.runner.model.ProviderFixture.Key;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Models of other publishers on Vertex AI, at its endpoint for chat completions. */
class VertexPublisherTest extends ModelProviderContract {
    VertexPublisherTest() {
        super(ProviderFixture.ofCompletions(
                        "vertex:meta/llama-3.3-70b-instruct-maas",
                        Optional.of(Key.bearer("NO_SUCH_KEY").orIdentity()),
                        """
                        {"model":"meta/llama-3.3-70b-instruct-maas","messages":[
                         {"role":"system","content":"be brief {{x}}"},
                         {"role":"user","content":"first \\"q\\" $1"},
                         {"role":"assistant","content":"an answer"},
                         {"role":"user","content":"second"}],
                        "temperature":0.5,"top_p":0.9,"max_tokens":17,"stop":["END"],"seed":42}
                        """,
                        """
                        {"model":"meta/llama-3.3-70b-instruct-maas","messages":[{"role":"user","content":"q"}]}
                        """)
                .in("GOOGLE_CLOUD_PROJECT", "my-project"));
    }

    /** Google's library takes the identity from the process. */
    @Override
    protected ChatModel create(ModelSpec spec, ModelSettings settings) {
        return new VertexProvider(any -> Credential.bearer(KEY)).create(spec, settings);
    }

    @Test
    void chat_model_isAskedAtTheProjectsEndpoint() {
        model().chat("q");

        assertThat(server.received().get(0).path())
                .isEqualTo("/v1/projects/my-project/locations/global/endpoints/openapi/chat/completions");
    }
}
