package dev.constitution.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an answer in Converse's form; ends and counts are read by whoever has its body. */
final class ConverseAnswer {
    /** Where an answer has its parts. */
    static final String PARTS = "/output/message/content";

    /** Which model a router of prompts has chosen; otherwise an answer names none. */
    private static final String INVOKED = "/trace/promptRouter/invokedModelId";

    private ConverseAnswer() {}

    static ChatResponse read(String body) {
        JsonNode answer = Json.parseExactly(body);
        JsonNode parts = answer.at(PARTS);
        if (!parts.isArray()) {
            throw new IllegalArgumentException("the answer has no message");
        }
        List<String> texts = new ArrayList<>();
        List<String> thoughts = new ArrayList<>();
        List<ToolExecutionRequest> calls = new ArrayList<>();
        for (JsonNode part : parts) {
            add(texts, part.path("text"));
            add(thoughts, part.at("/reasoningContent/reasoningText/text"));
            if (part.path("toolUse").isObject()) {
                calls.add(call(part.get("toolUse")));
            }
        }
        ChatResponse.Builder response = ChatResponse.builder()
                .aiMessage(AiMessage.builder()
                        .text(String.join("", texts))
                        .thinking(thoughts.isEmpty() ? null : String.join("\n", thoughts))
                        .toolExecutionRequests(calls)
                        .build());
        @Nullable String model = answer.at(INVOKED).textValue();
        return model == null ? response.build() : response.modelName(model).build();
    }

    private static void add(List<String> texts, JsonNode text) {
        if (text.isTextual()) {
            texts.add(text.textValue());
        }
    }

    private static ToolExecutionRequest call(JsonNode use) {
        JsonNode input = use.path("input");
        return ToolExecutionRequest.builder()
                .id(use.path("toolUseId").asText())
                .name(use.path("name").asText())
                .arguments(input.isMissingNode() ? "{}" : input.toString())
                .build();
    }
}
