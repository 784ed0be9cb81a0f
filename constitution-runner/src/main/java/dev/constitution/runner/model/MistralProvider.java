package dev.constitution.runner.model;

import static dev.langchain4j.model.ModelProvider.MISTRAL_AI;

import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.wire.ChatCompletionsAnswer;
import dev.constitution.runner.wire.LangChainWireModel;
import dev.constitution.runner.wire.WireSeed;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
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
        Endpoint endpoint = Endpoint.of(spec, "https://api.mistral.ai/v1", settings.key(spec, "MISTRAL_API_KEY"));
        return endpoint.model(MISTRAL_AI, new ChatCompletions(endpoint), settings);
    }

    private record ChatCompletions(Endpoint endpoint) implements LangChainWireModel.Dialect {
        /** LangChain4j takes Mistral's seed with the model, not the request. */
        @Override
        public ChatModel open(HttpClientBuilder client, SamplingParameters sampling) {
            return MistralAiChatModel.builder()
                    .httpClientBuilder(client)
                    .baseUrl(endpoint.baseUrl())
                    .apiKey(endpoint.key())
                    .modelName(endpoint.modelName())
                    .randomSeed(WireSeed.of(sampling))
                    .maxRetries(0)
                    .build();
        }

        @Override
        public ChatRequest taken(ChatRequest request) {
            return MistralImages.in(ToolIds.OF_MISTRAL.in(request));
        }

        @Override
        public String sent(String body) {
            return UnsetFields.EMPTY_LISTS.leftOut(body);
        }

        /** Its answers have OpenAI's form, with parts. */
        @Override
        public Optional<ChatResponse> read(ChatRequest request, String body) {
            return Optional.of(ChatCompletionsAnswer.read(request, body));
        }
    }
}
