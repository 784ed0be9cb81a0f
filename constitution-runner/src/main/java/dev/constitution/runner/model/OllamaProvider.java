package dev.constitution.runner.model;

import dev.constitution.runner.wire.ModelHttpClient;
import dev.constitution.runner.wire.SamplingChatModel;
import dev.langchain4j.model.chat.ChatModel;
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
        ModelHttpClient client = new ModelHttpClient(settings.timeout(), null);
        OllamaChatModel model = OllamaChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(spec.baseUrlOr(configured == null ? LOCAL : configured))
                .modelName(spec.model())
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false)
                .build();
        return new SamplingChatModel(
                spec.model(),
                model.provider(),
                client,
                (messages, sampling) -> model.chat(SamplingChatModel.request(
                        messages,
                        OllamaChatRequestParameters.builder()
                                .overrideWith(sampling)
                                .seed(SamplingChatModel.seed(sampling))
                                .repeatPenalty(sampling.repeatPenalty())
                                .build())));
    }
}
