package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.base.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Builds records of turns. */
public final class TurnsJson {
    private static final String ASSISTANT = Message.Role.ASSISTANT.label();

    private TurnsJson() {}

    static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }

    static ArrayNode list() {
        return Json.MAPPER.createArrayNode();
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode list = list();
        texts.forEach(list::add);
        return list;
    }

    /** {@code {"role": "assistant", "content": …}}. */
    static ObjectNode answer(String text) {
        return turn(ASSISTANT, text);
    }

    /** An answer as a list of turns. */
    static ArrayNode answers(String text) {
        return list().add(answer(text));
    }

    /** The whole conversation: the prompt and its answer. */
    static ArrayNode conversation(ArrayNode prompt, String answer) {
        return prompt.deepCopy().add(answer(answer));
    }

    /** The turns as data. */
    public static List<Message> messages(ArrayNode turns) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode turn : turns) {
            messages.add(new Message(
                    Message.Role.valueOf(turn.get("role").textValue().toUpperCase(Locale.ROOT)),
                    turn.get("content").textValue()));
        }
        return messages;
    }

    /** The text of a prompt that is a single user turn: all that forms of plain text can hold. */
    static String question(ArrayNode prompt) throws NotCarriedException {
        if (hasSystemTurn(prompt)) {
            throw new NotCarriedException("system turn");
        }
        if (prompt.size() > 1) {
            throw new NotCarriedException("several turns");
        }
        return prompt.get(0).get("content").textValue();
    }

    static boolean hasSystemTurn(ArrayNode prompt) {
        return prompt.get(0).get("role").textValue().equals(Message.Role.SYSTEM.label());
    }

    private static ObjectNode turn(String role, String text) {
        return object().put("role", role).put("content", text);
    }
}
