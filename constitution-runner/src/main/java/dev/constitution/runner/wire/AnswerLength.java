package dev.constitution.runner.wire;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;

/**
 * Whether an answer was cut off at the token limit: some servers say "stop", or nothing, of every answer; only their count of
 * its tokens tells. More tokens than the limit say that the server does not know it.
 */
final class AnswerLength {
    private AnswerLength() {}

    /** The response, with its end told. */
    static ChatResponse told(ChatRequest request, ChatResponse response) {
        Integer limit = request.maxOutputTokens();
        TokenUsage usage = response.tokenUsage();
        boolean isCutOff = limit != null
                && usage != null
                && limit.equals(usage.outputTokenCount())
                && response.finishReason() != FinishReason.CONTENT_FILTER;
        if (!isCutOff || response.finishReason() == FinishReason.LENGTH) {
            return response;
        }
        return ChatResponse.builder()
                .aiMessage(response.aiMessage())
                .metadata(response.metadata().toBuilder()
                        .finishReason(FinishReason.LENGTH)
                        .build())
                .build();
    }
}
