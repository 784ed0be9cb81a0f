package dev.constitution.runner;

import dev.constitution.SamplingParameters;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls in the form of OpenAI's chat completions, with seeds and log-probabilities; a penalty on repetition has no place
 * in that form and is left out.
 */
final class OpenAiCalls implements SamplingChatModel.Call {

    /** The name of the field that limits the answer's length. */
    enum LengthField {
        /** What OpenAI's newer models insist on. */
        MAX_COMPLETION_TOKENS,
        /** What other servers of this form know. */
        MAX_TOKENS
    }

    private final OpenAiChatModel model;
    private final LengthField lengthField;

    private OpenAiCalls(OpenAiChatModel model, LengthField lengthField) {
        this.model = model;
        this.lengthField = lengthField;
    }

    static ChatModel model(
            ModelSpec spec, String baseUrl, @Nullable String key, LengthField lengthField, ModelSettings settings) {
        ModelHttpClient client = new ModelHttpClient(settings.timeout(), key);
        OpenAiChatModel.OpenAiChatModelBuilder builder = OpenAiChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(baseUrl)
                .modelName(spec.model())
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false);
        if (key != null) {
            builder.apiKey(key);
        }
        return new SamplingChatModel(
                spec.model(), ModelProvider.OPEN_AI, client, new OpenAiCalls(builder.build(), lengthField));
    }

    @Override
    public ChatResponse answer(List<ChatMessage> messages, SamplingParameters sampling) {
        ChatResponse response = model.chat(SamplingChatModel.request(messages, parameters(sampling)));
        return response.metadata() instanceof OpenAiChatResponseMetadata metadata && metadata.logProbs() != null
                ? response.toBuilder().metadata(OpenAiLogprobs.of(metadata)).build()
                : response;
    }

    private OpenAiChatRequestParameters parameters(SamplingParameters sampling) {
        OpenAiChatRequestParameters.Builder parameters =
                OpenAiChatRequestParameters.builder().overrideWith(sampling).seed(SamplingChatModel.seed(sampling));
        if (lengthField == LengthField.MAX_COMPLETION_TOKENS) {
            parameters.maxOutputTokens(null).maxCompletionTokens(sampling.maxOutputTokens());
        }
        Integer topLogprobs = sampling.topLogprobs();
        if (topLogprobs != null && topLogprobs > 0) {
            parameters.logprobs(true).topLogprobs(topLogprobs);
        }
        return parameters.build();
    }
}
