package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.LogprobMetadata;
import dev.constitution.local.LocalChatResponseMetadata;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.ToolsJson;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A chat model's answer as the store keeps it: all that a stage reads of it, so that a replay is the same to the stage. It
 * is streamed, since every call makes one.
 */
public final class ResponseJson {
    private ResponseJson() {}

    public static String write(ChatResponse response) {
        return Json.line(json -> {
            json.writeStartObject();
            String text = response.aiMessage().text();
            json.writeStringField("text", text == null ? "" : text);
            String thoughts = response.aiMessage().thinking();
            if (thoughts != null && !thoughts.isEmpty()) {
                json.writeStringField("thinking", thoughts);
            }
            if (response.aiMessage().hasToolExecutionRequests()) {
                ToolsJson.writeCalls(json, response.aiMessage().toolExecutionRequests());
            }
            if (response.finishReason() != null) {
                json.writeStringField("finish", response.finishReason().name());
            }
            if (response.modelName() != null) {
                json.writeStringField("model", response.modelName());
            }
            TokenUsage usage = response.tokenUsage();
            if (usage != null) {
                write(json, usage);
            }
            if (response.metadata() instanceof LocalChatResponseMetadata local && local.cachedPromptTokens() > 0) {
                json.writeNumberField("cached_tokens", local.cachedPromptTokens());
            }
            if (response.metadata() instanceof LogprobMetadata metadata
                    && !metadata.logprobs().isEmpty()) {
                LogprobsJson.write(json, metadata.logprobs());
            }
            json.writeEndObject();
        });
    }

    /** Under the names of {@link TokenCounts}. */
    private static void write(JsonGenerator json, TokenUsage usage) throws IOException {
        write(json, "input_tokens", usage.inputTokenCount());
        write(json, "output_tokens", usage.outputTokenCount());
        write(json, "total_tokens", usage.totalTokenCount());
        if (usage instanceof OpenAiTokenUsage openAi && openAi.inputTokensDetails() != null) {
            write(json, "cached_tokens", openAi.inputTokensDetails().cachedTokens());
        } else if (usage instanceof AnthropicTokenUsage anthropic) {
            write(json, "cache_read_input_tokens", anthropic.cacheReadInputTokens());
            write(json, "cache_creation_input_tokens", anthropic.cacheCreationInputTokens());
        }
    }

    private static void write(JsonGenerator json, String name, @Nullable Integer count) throws IOException {
        if (count != null) {
            json.writeNumberField(name, count);
        }
    }

    public static ChatResponse read(String stored) {
        JsonNode json = Json.parse(stored);
        ChatCompletionMetadata.Builder response = new ChatCompletionMetadata.Builder();
        if (json.has("finish")) {
            response.finishReason(FinishReason.valueOf(json.get("finish").textValue()));
        }
        if (json.has("model")) {
            response.modelName(json.get("model").textValue());
        }
        if (json.has("input_tokens") || json.has("output_tokens")) {
            response.tokenUsage(new TokenUsage(count(json, "input_tokens"), count(json, "output_tokens")));
        }
        if (json.has(LogprobsJson.FIELD)) {
            response.logprobs(LogprobsJson.read(json.get(LogprobsJson.FIELD)));
        }
        return ChatResponse.builder()
                .aiMessage(AiMessage.builder()
                        .text(json.path("text").asText())
                        .thinking(json.path("thinking").asText(null))
                        .toolExecutionRequests(ToolsJson.calls(json.path("tool_calls")))
                        .build())
                .metadata(response.build())
                .build();
    }

    private static @Nullable Integer count(JsonNode json, String field) {
        return json.has(field) ? json.get(field).intValue() : null;
    }
}
