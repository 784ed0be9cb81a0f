package dev.constitution.vertex;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.model.GeminiDialect;
import dev.constitution.runner.model.ModelClients;
import dev.constitution.runner.model.ModelProvider;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.wire.ChatCompletionsModel;
import dev.constitution.runner.wire.LangChainWireModel;
import dev.langchain4j.model.chat.ChatModel;
import java.net.URI;

/**
 * {@code vertex:MODEL}: Gemini on Google's Vertex AI, and as {@code vertex:PUBLISHER/MODEL} the models of other publishers that
 * its endpoint for chat completions serves. The project is {@code GOOGLE_CLOUD_PROJECT}, the location
 * {@code GOOGLE_CLOUD_LOCATION}, else {@code global}. The key is {@code VERTEX_API_KEY}; without one the identity is Google's
 * application default, such as a service account, a machine's, or the user of {@code gcloud auth application-default login}.
 */
public final class VertexProvider implements ModelProvider {
    private static final String KEY = "VERTEX_API_KEY";
    private static final String GOOGLE = "google/";

    @Override
    public String scheme() {
        return "vertex";
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        String name = spec.model();
        if (name.startsWith("anthropic/") || name.startsWith("claude")) {
            throw new UsageException(
                    spec + ": Claude has a form of its own on Vertex AI, which is not spoken here; name it as"
                            + " anthropic:MODEL or bedrock:MODEL");
        }
        String own = name.startsWith(GOOGLE) ? name.substring(GOOGLE.length()) : name;
        return own.contains("/") ? ofPublisher(spec, settings) : gemini(spec, own, settings);
    }

    private static ChatModel gemini(ModelSpec spec, String name, ModelSettings settings) {
        String key = settings.keyOrNull(KEY);
        VertexEndpoint endpoint = VertexEndpoint.of(spec, settings, key != null);
        Credential credential = key == null ? GoogleIdentity.credential(settings) : Credential.written(key);
        return new LangChainWireModel(
                name,
                dev.langchain4j.model.ModelProvider.GOOGLE_VERTEX_AI_GEMINI,
                ModelClients.of(endpoint.address(), credential, settings),
                new GeminiDialect(name, endpoint.address() + "/publishers/google", key));
    }

    /** Keys are not taken there. */
    private static ChatModel ofPublisher(ModelSpec spec, ModelSettings settings) {
        VertexEndpoint endpoint = VertexEndpoint.of(spec, settings, false);
        return new ChatCompletionsModel(
                spec.model(),
                dev.langchain4j.model.ModelProvider.OTHER,
                URI.create(endpoint.address() + "/endpoints/openapi/chat/completions"),
                ChatCompletionsModel.LengthField.MAX_TOKENS,
                ModelClients.of(endpoint.address(), GoogleIdentity.credential(settings), settings));
    }
}
