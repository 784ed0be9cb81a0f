package dev.constitution.runner;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A chat model's answer as the store keeps it: all that a stage reads of it, so that a replay is the same to the stage. */
final class ResponseJson {
    private ResponseJson() {}

    static String write(ChatRequest request, ChatResponse response) {
        return Json.line(json -> {
            json.writeStartObject();
            String text = response.aiMessage().text();
            json.writeStringField("text", text == null ? "" : text);
            if (response.finishReason() != null) {
                json.writeStringField("finish", response.finishReason().name());
            }
            if (response.modelName() != null) {
                json.writeStringField("model", response.modelName());
            }
            TokenUsage usage = response.tokenUsage();
            if (usage != null && usage.inputTokenCount() != null) {
                json.writeNumberField("input_tokens", usage.inputTokenCount());
            }
            if (usage != null && usage.outputTokenCount() != null) {
                json.writeNumberField("output_tokens", usage.outputTokenCount());
            }
            write(CallUsage.of(request, response), json);
            json.writeEndObject();
        });
    }

    /** What the call took is kept as it was settled: the request, which estimates need, is not stored. */
    private static void write(CallUsage usage, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("took");
        json.writeNumberField("input_tokens", usage.amount().inputTokens());
        json.writeNumberField("output_tokens", usage.amount().outputTokens());
        json.writeNumberField("input_characters", usage.amount().inputCharacters());
        json.writeNumberField("output_characters", usage.amount().outputCharacters());
        json.writeNumberField("estimated", usage.estimated());
        json.writeEndObject();
    }

    static ChatResponse read(String stored) {
        JsonNode json = Json.parse(stored);
        ChatResponse.Builder response = ChatResponse.builder()
                .aiMessage(AiMessage.from(json.path("text").asText()));
        if (json.has("finish")) {
            response.finishReason(FinishReason.valueOf(json.get("finish").textValue()));
        }
        if (json.has("model")) {
            response.modelName(json.get("model").textValue());
        }
        if (json.has("input_tokens") || json.has("output_tokens")) {
            response.tokenUsage(new TokenUsage(count(json, "input_tokens"), count(json, "output_tokens")));
        }
        return response.build();
    }

    private static @Nullable Integer count(JsonNode json, String field) {
        return json.has(field) ? json.get(field).intValue() : null;
    }
}
