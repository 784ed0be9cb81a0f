package dev.constitution.runner.model;

import static dev.langchain4j.model.ModelProvider.GOOGLE_AI_GEMINI;

import dev.langchain4j.model.chat.ChatModel;

/**
 * {@code gemini:MODEL}: Google's Gemini API; the key is {@code GEMINI_API_KEY} or {@code GOOGLE_API_KEY}. It takes seeds, no
 * penalty on repetition, and gives no log-probabilities.
 */
public final class GeminiProvider implements ModelProvider {
    @Override
    public String scheme() {
        return "gemini";
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        String key = settings.key(spec, "GEMINI_API_KEY", "GOOGLE_API_KEY");
        Endpoint endpoint = Endpoint.of(spec, "https://generativelanguage.googleapis.com/v1beta", key);
        return endpoint.model(
                GOOGLE_AI_GEMINI, new GeminiDialect(endpoint.modelName(), endpoint.baseUrl(), key), settings);
    }

    /** LangChain4j would fetch images from their addresses here, on this machine. */
    @Override
    public ModelTraits traits(ModelSpec spec) {
        return ModelProvider.super.traits(spec).without(ModelTraits.Ability.IMAGES_BY_URL);
    }
}
