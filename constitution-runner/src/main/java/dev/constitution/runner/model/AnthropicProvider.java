package dev.constitution.runner.model;

import static dev.langchain4j.model.ModelProvider.ANTHROPIC;

import dev.langchain4j.model.chat.ChatModel;

/**
 * {@code anthropic:MODEL}: Anthropic's Messages API; the key is {@code ANTHROPIC_API_KEY}. It takes no seed, no penalty on
 * repetition, and gives no log-probabilities.
 */
public final class AnthropicProvider implements ModelProvider {
    @Override
    public String scheme() {
        return "anthropic";
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        String key = settings.key(spec, "ANTHROPIC_API_KEY");
        Endpoint endpoint = Endpoint.of(spec, "https://api.anthropic.com/v1", key);
        return endpoint.model(ANTHROPIC, new AnthropicDialect(endpoint.modelName(), endpoint.baseUrl(), key), settings);
    }
}
