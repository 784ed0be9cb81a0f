package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Message;
import java.util.List;

/** Turns as ShareGPT names them: {@code {"from": "human", "value": …}}. */
final class ShareGptTurns {
    static final String TYPE = "STRUCT(\"from\" VARCHAR, \"value\" VARCHAR)";

    private ShareGptTurns() {}

    static ArrayNode of(List<Message> prompt) {
        ArrayNode turns = TurnsJson.list();
        prompt.forEach(turn -> turns.add(turn(turn)));
        return turns;
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
        return TurnsJson.object().put("from", speaker).put("value", turn.content());
    }
}
