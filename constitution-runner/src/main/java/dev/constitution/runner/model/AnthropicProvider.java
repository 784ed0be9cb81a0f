package dev.constitution.runner.model;

import dev.constitution.runner.wire.FinishReasonReader;
import dev.constitution.runner.wire.ModelHttpClient;
import dev.constitution.runner.wire.SamplingChatModel;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.regex.Pattern;

/**
 * {@code anthropic:MODEL}: Anthropic's Messages API; the key is {@code ANTHROPIC_API_KEY}. It takes no seed, no penalty on
 * repetition, and gives no log-probabilities.
 */
public final class AnthropicProvider implements ModelProvider {
    /** The API demands a limit; this one stands where the caller sets none. */
    private static final int DEFAULT_MAX_TOKENS = 4096;

    /** Texts cannot hold it: their quotes are escaped. */
    private static final Pattern REFUSAL = Pattern.compile("\"stop_reason\"\\s*:\\s*\"refusal\"");

    @Override
    public String scheme() {
        return "anthropic";
    }

    @Override
    public ChatModel create(ModelSpec spec, ModelSettings settings) {
        String key = settings.key(spec, "ANTHROPIC_API_KEY");
        ModelHttpClient client = new ModelHttpClient(settings.timeout(), key);
        AnthropicChatModel model = AnthropicChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(spec.baseUrlOr("https://api.anthropic.com/v1"))
                .apiKey(key)
                .modelName(spec.model())
                .maxTokens(DEFAULT_MAX_TOKENS)
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false)
                .build();
        return new SamplingChatModel(
                spec.model(),
                model.provider(),
                client,
                (messages, sampling) ->
                        unlessRefused(model.chat(SamplingChatModel.request(messages, sampling)), client.answer()));
    }

    /** LangChain4j tells a refusal from no other way to end. */
    private static ChatResponse unlessRefused(ChatResponse response, String answer) {
        if (response.finishReason() == FinishReason.OTHER
                && REFUSAL.matcher(answer).find()) {
            throw new ContentFilteredException("the model refused to answer");
        }
        return FinishReasonReader.told(response, answer);
    }
}
