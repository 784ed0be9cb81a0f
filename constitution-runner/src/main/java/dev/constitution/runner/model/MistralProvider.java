package dev.constitution.runner.model;

import static dev.langchain4j.model.ModelProvider.MISTRAL_AI;

import dev.constitution.runner.wire.FinishReasonReader;
import dev.constitution.runner.wire.ModelHttpClient;
import dev.constitution.runner.wire.SamplingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import org.jspecify.annotations.Nullable;

/**
 * {@code mistral:MODEL}: Mistral's API; the key is {@code MISTRAL_API_KEY}. It takes seeds, no penalty on repetition, and
 * gives no log-probabilities.
 */
public final class MistralProvider implements ModelProvider {
    @Override
    public String scheme() {
        return "mistral";
    }

    /** LangChain4j takes Mistral's seed with the model, not the request: so each call has its model, on one client. */
    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        String key = settings.key(spec, "MISTRAL_API_KEY");
        ModelHttpClient client = new ModelHttpClient(settings.timeout(), key);
        return new SamplingChatModel(
                spec.model(),
                MISTRAL_AI,
                client,
                (messages, sampling) -> FinishReasonReader.told(
                        model(spec, key, client, SamplingChatModel.seed(sampling))
                                .chat(SamplingChatModel.request(messages, sampling)),
                        client.answer()));
    }

    private static ChatModel model(ModelSpec spec, String key, ModelHttpClient client, @Nullable Integer seed) {
        MistralAiChatModel.MistralAiChatModelBuilder builder = MistralAiChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(spec.baseUrlOr("https://api.mistral.ai/v1"))
                .apiKey(key)
                .modelName(spec.model())
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false);
        return (seed == null ? builder : builder.randomSeed(seed)).build();
    }
}
