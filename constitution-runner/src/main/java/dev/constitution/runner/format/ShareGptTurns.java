package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.base.Json;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import java.util.List;
import java.util.Optional;

/** Turns as ShareGPT names them: {@code {"from": "human", "value": …}}. */
final class ShareGptTurns {
    static final String TYPE = "STRUCT(\"from\" VARCHAR, \"value\" VARCHAR)";

    private ShareGptTurns() {}

    /**
     * A prompt's turns. Its readers drop a row in which two turns of one side follow each other, and have no place for a text
     * beside a call of a tool.
     */
    static ArrayNode of(List<Message> prompt) throws NotCarriedException {
        ArrayNode turns = TurnsJson.list();
        Message before = null;
        for (Message turn : ImageTurn.inMarks(prompt)) {
            if (before != null && before.role() == turn.role()) {
                throw new NotCarriedException("several turns of one side in a row");
            }
            Optional<ChatMessage> beyond = turn.beyondText();
            turns.add(beyond.isPresent() ? ofTools(beyond.get(), turn.content()) : turn(turn));
            before = turn;
        }
        return turns;
    }

    private static ObjectNode ofTools(ChatMessage turn, String text) throws NotCarriedException {
        if (!(turn instanceof AiMessage answer)) {
            return turn("observation", text);
        }
        if (!text.isBlank()) {
            throw new NotCarriedException("text beside a call of a tool");
        }
        ArrayNode calls = TurnsJson.list();
        for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
            calls.addObject().put("name", call.name()).set("arguments", Json.parseExactly(call.arguments()));
        }
        return turn("function_call", (calls.size() == 1 ? calls.get(0) : calls).toString());
    }

    static ObjectNode answer(String text) {
        return turn(Message.assistant(text));
    }

    private static ObjectNode turn(Message turn) {
        String speaker = switch (turn.role()) {
            case SYSTEM -> "system";
            case USER -> "human";
            case ASSISTANT -> "gpt";
        };
        return turn(speaker, turn.content());
    }

    private static ObjectNode turn(String speaker, String text) {
        return TurnsJson.object().put("from", speaker).put("value", text);
    }
}
