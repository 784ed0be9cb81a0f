package dev.constitution.runner.model;

import static dev.langchain4j.model.ModelProvider.GOOGLE_AI_GEMINI;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.wire.LangChainWireModel;
import dev.constitution.runner.wire.WireSeed;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import java.util.Optional;

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
        return endpoint.model(GOOGLE_AI_GEMINI, new GenerateContent(endpoint), settings);
    }

    private record GenerateContent(Endpoint endpoint) implements LangChainWireModel.Dialect {
        /** LangChain4j takes Gemini's seed with the model, not the request. */
        @Override
        public ChatModel open(HttpClientBuilder client, SamplingParameters sampling) {
            return GoogleAiGeminiChatModel.builder()
                    .httpClientBuilder(client)
                    .baseUrl(endpoint.baseUrl())
                    .apiKey(endpoint.key())
                    .modelName(endpoint.modelName())
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
            return body.contains("\"blockReason\"")
                    ? Optional.of("Gemini blocked the prompt: " + body)
                    : Optional.empty();
        }
    }
}
