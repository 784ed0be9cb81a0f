package dev.constitution.vertex;

import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.model.GeminiDialect;
import dev.constitution.runner.model.ModelClients;
import dev.constitution.runner.model.ModelProvider;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.runner.wire.ChatCompletionsModel;
import dev.constitution.runner.wire.LangChainWireModel;
import dev.langchain4j.model.chat.ChatModel;
import java.net.URI;
import java.util.function.Function;

/**
 * {@code vertex:MODEL}: Gemini and Claude on Google's Vertex AI, and as {@code vertex:PUBLISHER/MODEL} the models of other
 * publishers that its endpoint for chat completions serves. The project is {@code GOOGLE_CLOUD_PROJECT}, the location
 * {@code GOOGLE_CLOUD_LOCATION}, else {@code global}. The key is {@code VERTEX_API_KEY}, which Gemini alone is asked with; without
 * one the identity is Google's application default, such as a service account, a machine's, or the user of
 * {@code gcloud auth application-default login}.
 */
public final class VertexProvider implements ModelProvider {
    private static final String KEY = "VERTEX_API_KEY";
    private static final String GOOGLE = "google/";
    private static final String ANTHROPIC = "anthropic/";
    private static final String CLAUDE = "claude";

    private final Function<ModelSettings, Credential> identity;

    public VertexProvider() {
        this(GoogleIdentity::credential);
    }

    /** @param identity what proves a request that goes without a key */
    VertexProvider(Function<ModelSettings, Credential> identity) {
        this.identity = identity;
    }

    @Override
    public String scheme() {
        return "vertex";
    }

    /** Without the publisher, where the name tells it. */
    @Override
    public ModelSpec named(ModelSpec spec) {
        String name = spec.model();
        String own = name.substring(name.indexOf('/') + 1);
        boolean isTold = own.startsWith(CLAUDE)
                ? name.equals(ANTHROPIC + own)
                : name.equals(GOOGLE + own) && !own.contains("/");
        return isTold ? new ModelSpec(spec.scheme(), own, spec.baseUrl()) : spec;
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        String name = spec.model();
        if (name.startsWith(ANTHROPIC) || name.startsWith(CLAUDE)) {
            return claude(spec, name.startsWith(ANTHROPIC) ? name.substring(ANTHROPIC.length()) : name, settings);
        }
        String own = name.startsWith(GOOGLE) ? name.substring(GOOGLE.length()) : name;
        return own.contains("/") ? ofPublisher(spec, settings) : gemini(spec, own, settings);
    }

    /** LangChain4j would fetch images from their addresses here, on this machine. */
    @Override
    public ModelTraits traits(ModelSpec spec) {
        return ModelProvider.super.traits(spec).without(ModelTraits.Ability.IMAGES_BY_URL);
    }

    private ChatModel gemini(ModelSpec spec, String name, ModelSettings settings) {
        String key = settings.keyOrNull(KEY);
        VertexEndpoint endpoint = VertexEndpoint.of(spec, settings, key != null);
        Credential credential = key == null ? identity.apply(settings) : Credential.written(key);
        return new LangChainWireModel(
                name,
                dev.langchain4j.model.ModelProvider.GOOGLE_VERTEX_AI_GEMINI,
                ModelClients.of(endpoint.address(), credential, settings),
                new GeminiDialect(name, endpoint.address() + "/publishers/google", key));
    }

    private ChatModel claude(ModelSpec spec, String name, ModelSettings settings) {
        VertexEndpoint endpoint = VertexEndpoint.of(spec, settings, false);
        return new LangChainWireModel(
                name,
                dev.langchain4j.model.ModelProvider.GOOGLE_VERTEX_AI_ANTHROPIC,
                ModelClients.of(endpoint.address(), identity.apply(settings), settings),
                RawPredict.claude(name, endpoint));
    }

    private ChatModel ofPublisher(ModelSpec spec, ModelSettings settings) {
        VertexEndpoint endpoint = VertexEndpoint.of(spec, settings, false);
        return new ChatCompletionsModel(
                spec.model(),
                dev.langchain4j.model.ModelProvider.OTHER,
                URI.create(endpoint.address() + "/endpoints/openapi/chat/completions"),
                ChatCompletionsModel.LengthField.MAX_TOKENS,
                ModelClients.of(endpoint.address(), identity.apply(settings), settings));
    }
}
