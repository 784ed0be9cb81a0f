package dev.constitution.runner.model;

import static dev.langchain4j.model.ModelProvider.OLLAMA;

import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.wire.LangChainWireModel;
import dev.constitution.runner.wire.WireSeed;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;

/**
 * {@code ollama:MODEL}: a model served by Ollama, at {@code OLLAMA_BASE_URL} or on this machine; no key. It takes seeds and
 * penalties on repetition, and gives no log-probabilities.
 */
public final class OllamaProvider implements ModelProvider {
    private static final String LOCAL = "http://localhost:11434";

    @Override
    public String scheme() {
        return "ollama";
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        String configured = settings.variable("OLLAMA_BASE_URL");
        Endpoint endpoint = Endpoint.of(spec, configured == null ? LOCAL : configured, null);
        return endpoint.model(OLLAMA, new Chat(endpoint), settings);
    }

    private record Chat(Endpoint endpoint) implements LangChainWireModel.Dialect {
        @Override
        public ChatModel open(HttpClientBuilder client, SamplingParameters sampling) {
            return OllamaChatModel.builder()
                    .httpClientBuilder(client)
                    .baseUrl(endpoint.baseUrl())
                    .modelName(endpoint.modelName())
                    .maxRetries(0)
                    .build();
        }

        @Override
        public ChatRequestParameters parameters(SamplingParameters sampling) {
            return OllamaChatRequestParameters.builder()
                    .overrideWith(sampling)
                    .seed(WireSeed.of(sampling))
                    .repeatPenalty(sampling.repeatPenalty())
                    .build();
        }
    }
}
