package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;

/**
 * What a turn does with tools, as chat templates read it: OpenAI's form with the arguments as an object, which a template
 * would otherwise write as a text in quotes.
 */
final class ToolTurn {
    private ToolTurn() {}

    /** The turns as OpenAI's services want them: arguments as a text, and a result by its call alone. */
    static ArrayNode inTexts(ArrayNode turns) {
        for (JsonNode turn : turns) {
            if (turn.has("tool_call_id")) {
                ((ObjectNode) turn).remove("name");
            }
            for (JsonNode call : turn.path("tool_calls")) {
                ObjectNode function = (ObjectNode) call.get("function");
                function.put("arguments", function.get("arguments").toString());
            }
        }
        return turns;
    }

    /** Adds it to a turn that has its role and its content. */
    static void addTo(ObjectNode turn, ChatMessage message) {
        if (message instanceof ToolExecutionResultMessage result) {
            turn.put("role", "tool").put("tool_call_id", result.id()).put("name", result.toolName());
        } else if (message instanceof AiMessage answer) {
            ArrayNode calls = turn.putArray("tool_calls");
            for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
                ObjectNode made = calls.addObject().put("id", call.id()).put("type", "function");
                made.putObject("function")
                        .put("name", call.name())
                        .set("arguments", Json.parseExactly(call.arguments()));
            }
        }
    }
}
