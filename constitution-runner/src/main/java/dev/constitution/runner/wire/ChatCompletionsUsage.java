package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the token counts of an answer; what is not said stays unknown, which is not 0. */
final class ChatCompletionsUsage {
    private ChatCompletionsUsage() {}

    /** The counts in the object that the parser is at the start of, or null where it is at none. */
    static @Nullable OpenAiTokenUsage read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        OpenAiTokenUsage.Builder usage = OpenAiTokenUsage.builder();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "prompt_tokens" -> usage.inputTokenCount(count(json));
                case "completion_tokens" -> usage.outputTokenCount(count(json));
                case "total_tokens" -> usage.totalTokenCount(count(json));
                case "prompt_tokens_details" ->
                    usage.inputTokensDetails(OpenAiTokenUsage.InputTokensDetails.builder()
                            .cachedTokens(detail(json, "cached_tokens"))
                            .build());
                case "completion_tokens_details" ->
                    usage.outputTokensDetails(OpenAiTokenUsage.OutputTokensDetails.builder()
                            .reasoningTokens(detail(json, "reasoning_tokens"))
                            .build());
                default -> json.skipChildren();
            }
        }
        OpenAiTokenUsage counted = usage.build();
        // No prompt is empty: servers that do not count say 0.
        return Integer.valueOf(0).equals(counted.inputTokenCount()) ? null : counted;
    }

    private static @Nullable Integer detail(JsonParser json, String wanted) throws IOException {
        Integer found = null;
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isWanted = json.currentName().equals(wanted);
                json.nextToken();
                found = isWanted ? count(json) : found;
            }
        } else {
            json.skipChildren();
        }
        return found;
    }

    private static @Nullable Integer count(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return json.getIntValue();
        }
        json.skipChildren();
        return null;
    }
}
