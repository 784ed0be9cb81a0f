package dev.constitution.micrometer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Messages in the form that the conventions give for content on spans: a role and parts. Images are named, not held. */
final class MessagesJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MessagesJson() {}

    static String of(List<ChatMessage> messages) {
        ArrayNode all = JSON.createArrayNode();
        messages.forEach(message -> add(all, message));
        return all.toString();
    }

    static String of(ChatResponse response) {
        ArrayNode all = JSON.createArrayNode();
        ObjectNode answer = add(all, response.aiMessage());
        if (response.finishReason() != null) {
            answer.put("finish_reason", GenAi.finish(response.finishReason()));
        }
        return all.toString();
    }

    private static ObjectNode add(ArrayNode all, ChatMessage message) {
        ObjectNode turn = all.addObject();
        if (message instanceof SystemMessage system) {
            text(parts(turn, "system"), "text", system.text());
        } else if (message instanceof UserMessage user) {
            ArrayNode parts = parts(turn, "user");
            user.contents().forEach(content -> add(parts, content));
        } else if (message instanceof AiMessage answer) {
            ArrayNode parts = parts(turn, "assistant");
            text(parts, "reasoning", answer.thinking());
            text(parts, "text", answer.text());
            answer.toolExecutionRequests().forEach(call -> add(parts, call));
        } else if (message instanceof ToolExecutionResultMessage result) {
            parts(turn, "tool")
                    .addObject()
                    .put("type", "tool_call_response")
                    .put("id", result.id())
                    .put("response", result.text());
        } else {
            parts(turn, message.type().name().toLowerCase(Locale.ROOT));
        }
        return turn;
    }

    private static ArrayNode parts(ObjectNode turn, String role) {
        return turn.put("role", role).putArray("parts");
    }

    private static void text(ArrayNode parts, String type, @Nullable String content) {
        if (content != null) {
            parts.addObject().put("type", type).put("content", content);
        }
    }

    private static void add(ArrayNode parts, Content content) {
        if (content instanceof TextContent text) {
            text(parts, "text", text.text());
        } else {
            parts.addObject().put("type", content.type().name().toLowerCase(Locale.ROOT));
        }
    }

    private static void add(ArrayNode parts, ToolExecutionRequest call) {
        parts.addObject()
                .put("type", "tool_call")
                .put("id", call.id())
                .put("name", call.name())
                .put("arguments", call.arguments());
    }
}
