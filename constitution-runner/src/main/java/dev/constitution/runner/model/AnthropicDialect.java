package dev.constitution.runner.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.wire.FinishReasonReader;
import dev.constitution.runner.wire.LangChainWireModel;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Anthropic's Messages, wherever they are spoken.
 *
 * @param baseUrl what {@code /messages} is added to
 * @param key goes with requests in Anthropic's own header; not blank
 * @param form what becomes of requests where they are sent otherwise than to Anthropic
 */
public record AnthropicDialect(String modelName, String baseUrl, String key, UnaryOperator<HttpRequest> form)
        implements LangChainWireModel.Dialect {
    /** The API demands a limit; this one stands where the caller sets none. */
    private static final int DEFAULT_MAX_TOKENS = 4096;

    /** Texts cannot hold it: their quotes are escaped. */
    private static final Pattern REFUSAL = Pattern.compile("\"stop_reason\"\\s*:\\s*\"refusal\"");

    /** Sent as to Anthropic. */
    AnthropicDialect(String modelName, String baseUrl, String key) {
        this(modelName, baseUrl, key, UnaryOperator.identity());
    }

    @Override
    public ChatModel open(HttpClientBuilder client, SamplingParameters sampling) {
        return AnthropicChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(baseUrl)
                .apiKey(key)
                .modelName(modelName)
                .maxTokens(DEFAULT_MAX_TOKENS)
                .maxRetries(0)
                .returnThinking(true)
                .build();
    }

    @Override
    public ChatRequest taken(ChatRequest request) {
        return ToolIds.OF_WORDS.in(request);
    }

    @Override
    public ChatRequest marked(ChatRequest request) {
        return CacheMarks.on(request, modelName);
    }

    @Override
    public HttpRequest addressed(HttpRequest written) {
        return form.apply(written);
    }

    /** A refusal may come without any text. */
    @Override
    public Optional<String> refusal(String body) {
        return REFUSAL.matcher(body).find() ? Optional.of("the model refused to answer: " + body) : Optional.empty();
    }

    @Override
    public JsonNode parts(JsonNode answer) {
        return answer.path("content");
    }

    /** LangChain4j tells a refusal from no other way to end. */
    @Override
    public ChatResponse told(ChatResponse response, String body) {
        if (REFUSAL.matcher(body).find()) {
            throw new ContentFilteredException("the model refused to answer");
        }
        return FinishReasonReader.told(response, body);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return modelName + " at " + baseUrl;
    }
}
