package dev.constitution.runner.model;

import static dev.langchain4j.model.ModelProvider.MISTRAL_AI;

import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.wire.ChatCompletionsAnswer;
import dev.constitution.runner.wire.LangChainWireModel;
import dev.constitution.runner.wire.ModelHttpClient;
import dev.constitution.runner.wire.WireSeed;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import java.util.Optional;

/**
 * {@code mistral:MODEL}: Mistral's API; the key is {@code MISTRAL_API_KEY}. It takes seeds, no penalty on repetition, and
 * gives no log-probabilities.
 */
public final class MistralProvider implements ModelProvider {
    @Override
    public String scheme() {
        return "mistral";
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        String key = settings.key(spec, "MISTRAL_API_KEY");
        return new LangChainWireModel(
                spec.model(), MISTRAL_AI, new ModelHttpClient(settings.timeout(), key), new ChatCompletions(spec, key));
    }

    private record ChatCompletions(ModelSpec spec, String key) implements LangChainWireModel.Dialect {
        /** LangChain4j takes Mistral's seed with the model, not the request. */
        @Override
        public ChatModel open(HttpClientBuilder client, SamplingParameters sampling) {
            MistralAiChatModel.MistralAiChatModelBuilder builder = MistralAiChatModel.builder()
                    .httpClientBuilder(client)
                    .baseUrl(spec.baseUrlOr("https://api.mistral.ai/v1"))
                    .apiKey(key)
                    .modelName(spec.model())
                    .maxRetries(0)
                    .logRequests(false)
                    .logResponses(false);
            Integer seed = WireSeed.of(sampling);
            return (seed == null ? builder : builder.randomSeed(seed)).build();
        }

        /** Its answers have OpenAI's form, with parts. */
        @Override
        public Optional<ChatResponse> read(String body) {
            return Optional.of(ChatCompletionsAnswer.read(body));
        }
    }
}
