package dev.constitution.runner.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.wire.LangChainWireModel;
import dev.constitution.runner.wire.WireSeed;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's {@code generateContent}, wherever it is spoken.
 *
 * @param baseUrl what {@code /models/NAME:generateContent} is added to
 * @param key goes with requests in Google's own header; null where they carry another proof
 */
public record GeminiDialect(
        String modelName, String baseUrl, @Nullable String key) implements LangChainWireModel.Dialect {
    /** LangChain4j takes Gemini's seed with the model, not the request. */
    @Override
    public ChatModel open(HttpClientBuilder client, SamplingParameters sampling) {
        return GoogleAiGeminiChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(baseUrl)
                .apiKey(key)
                .modelName(modelName)
                .seed(WireSeed.of(sampling))
                .maxRetries(0)
                .returnThinking(true)
                .build();
    }

    @Override
    public String sent(String body) {
        return UnsetFields.DEFAULTS_OF_GEMINI.leftOut(body);
    }

    @Override
    public JsonNode parts(JsonNode answer) {
        return answer.at("/candidates/0/content/parts");
    }

    /** LangChain4j does not know answers to blocked prompts, which hold no candidate. */
    @Override
    public Optional<String> refusal(String body) {
        return body.contains("\"blockReason\"") ? Optional.of("Gemini blocked the prompt: " + body) : Optional.empty();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return modelName + " at " + baseUrl;
    }
}
