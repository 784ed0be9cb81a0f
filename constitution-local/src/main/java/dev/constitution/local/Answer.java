package dev.constitution.local;

import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;

/**
 * What the model generated.
 *
 * @param promptTokens all of them, with the {@code cachedTokens} that were not evaluated again
 * @param generatedTokens with those of a stop sequence, without the token that ends the answer
 */
record Answer(
        String text,
        FinishReason reason,
        int promptTokens,
        int cachedTokens,
        int generatedTokens,
        List<TokenLogprobs> logprobs) {

    ChatResponse toResponse(String modelName) {
        LocalChatResponseMetadata metadata = new LocalChatResponseMetadata.Builder()
                .modelName(modelName)
                .tokenUsage(new TokenUsage(promptTokens, generatedTokens))
                .finishReason(reason)
                .cachedPromptTokens(cachedTokens)
                .logprobs(logprobs)
                .build();
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(text))
                .metadata(metadata)
                .build();
    }
}
