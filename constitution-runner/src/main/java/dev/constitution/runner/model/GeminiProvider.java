package dev.constitution.runner.model;

import static dev.langchain4j.model.ModelProvider.GOOGLE_AI_GEMINI;

import dev.constitution.runner.wire.ModelHttpClient;
import dev.constitution.runner.wire.SamplingChatModel;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import org.jspecify.annotations.Nullable;

/**
 * {@code gemini:MODEL}: Google's Gemini API; the key is {@code GEMINI_API_KEY} or {@code GOOGLE_API_KEY}. It takes seeds, no
 * penalty on repetition, and gives no log-probabilities.
 */
public final class GeminiProvider implements ModelProvider {
    @Override
    public String scheme() {
        return "gemini";
    }

    /** LangChain4j takes Gemini's seed with the model, not the request: so each call has its model, on one client. */
    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        String key = settings.key(spec, "GEMINI_API_KEY", "GOOGLE_API_KEY");
        ModelHttpClient client = new ModelHttpClient(settings.timeout(), key);
        return new SamplingChatModel(
                spec.model(),
                GOOGLE_AI_GEMINI,
                client,
                (messages, sampling) -> answer(
                        model(spec, key, client, SamplingChatModel.seed(sampling)),
                        SamplingChatModel.request(messages, sampling),
                        client));
    }

    /** LangChain4j does not know answers to blocked prompts, which hold no candidate. */
    private static ChatResponse answer(ChatModel model, ChatRequest request, ModelHttpClient client) {
        try {
            return model.chat(request);
        } catch (RuntimeException e) {
            if (client.answer().contains("\"blockReason\"")) {
                throw new ContentFilteredException("Gemini blocked the prompt: " + client.answer(), e);
            }
            throw e;
        }
    }

    private static ChatModel model(ModelSpec spec, String key, ModelHttpClient client, @Nullable Integer seed) {
        GoogleAiGeminiChatModel.GoogleAiGeminiChatModelBuilder builder = GoogleAiGeminiChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(spec.baseUrlOr("https://generativelanguage.googleapis.com/v1beta"))
                .apiKey(key)
                .modelName(spec.model())
                .maxRetries(0)
                .logRequestsAndResponses(false);
        return (seed == null ? builder : builder.seed(seed)).build();
    }
}
