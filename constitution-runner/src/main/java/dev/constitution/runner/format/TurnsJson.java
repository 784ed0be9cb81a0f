package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Message;
import dev.constitution.chat.Tool;
import dev.constitution.runner.base.Json;
import java.util.List;
import java.util.Optional;

/** Builds records of turns. */
final class TurnsJson {
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
        return turn(Message.assistant(text));
    }

    /** An answer as a list of turns. */
    static ArrayNode answers(String text) {
        return list().add(answer(text));
    }

    /** A prompt as a list of turns. */
    static ArrayNode turns(List<Message> prompt) {
        ArrayNode turns = list();
        boolean hasImages = false;
        for (Message message : prompt) {
            turns.add(turn(message));
            hasImages |= message.hasImages();
        }
        if (hasImages) {
            ImageTurn.addParts(turns);
        }
        return turns;
    }

    /** The definitions of tools. */
    static ArrayNode tools(List<Tool> tools) {
        ArrayNode list = list();
        tools.forEach(tool -> list.add(Json.parseExactly(tool.definition())));
        return list;
    }

    /** The whole conversation: the prompt and its answer. */
    static ArrayNode conversation(List<Message> prompt, String answer) {
        return turns(prompt).add(answer(answer));
    }

    /** The text of a prompt that is a single user turn: all that forms of plain text can hold. */
    static String question(List<Message> prompt) throws NotCarriedException {
        if (hasSystemTurn(prompt)) {
            throw new NotCarriedException("system turn");
        }
        return lastQuestion(prompt);
    }

    /** The text of the only user turn, where the system turn has a place of its own. */
    static String lastQuestion(List<Message> prompt) throws NotCarriedException {
        if (prompt.size() > (hasSystemTurn(prompt) ? 2 : 1)) {
            throw new NotCarriedException("several turns");
        }
        return prompt.get(prompt.size() - 1).content();
    }

    /** The system turn's text, where there is one. */
    static Optional<String> system(List<Message> prompt) {
        return hasSystemTurn(prompt) ? Optional.of(prompt.get(0).content()) : Optional.empty();
    }

    /** What one speaker says, turn by turn. */
    static List<String> said(Message.Role role, List<Message> prompt) {
        return prompt.stream()
                .filter(turn -> turn.role() == role)
                .map(Message::content)
                .toList();
    }

    static boolean hasSystemTurn(List<Message> prompt) {
        return prompt.get(0).role() == Message.Role.SYSTEM;
    }

    private static ObjectNode turn(Message message) {
        ObjectNode turn = object().put("role", message.role().label()).put("content", message.content());
        message.beyondText().ifPresent(whole -> {
            if (message.hasImages()) {
                ImageTurn.addTo(turn, message);
            }
            ToolTurn.addTo(turn, whole);
        });
        return turn;
    }
}
