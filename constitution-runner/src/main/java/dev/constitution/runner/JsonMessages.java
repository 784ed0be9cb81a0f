package dev.constitution.runner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads turns from the JSON value of a prompt field. */
final class JsonMessages {
    private JsonMessages() {}

    static List<Message> of(String field, JsonNode value) throws BadRowException {
        if (value.isTextual()) {
            return List.of(Message.user(value.textValue()));
        }
        if (value.isArray() && value.path(0).isTextual()) {
            return List.of(Message.user(value.get(0).textValue()));
        }
        if (!value.isArray()) {
            throw new BadRowException("\"" + field + "\" must be a text or a list of turns, this is " + kind(value));
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode turn : value) {
            messages.add(message("turn " + (messages.size() + 1) + " of \"" + field + "\"", turn));
        }
        return messages;
    }

    /** Whether {@link #of} leaves some of a value unread: texts after the first. */
    static boolean isPartlyUsed(JsonNode value) {
        return value.isArray() && value.size() > 1 && value.path(0).isTextual();
    }

    private static Message message(String place, JsonNode turn) throws BadRowException {
        JsonNode role = turn.path("role");
        JsonNode content = turn.path("content");
        if (!role.isTextual() || !content.isTextual()) {
            throw new BadRowException(place + " must be {\"role\": text, \"content\": text}");
        }
        for (Message.Role known : Message.Role.values()) {
            if (known.label().equals(role.textValue())) {
                return new Message(known, content.textValue());
            }
        }
        throw new BadRowException(
                place + " has the unknown role \"" + role.textValue() + "\"; known roles: system, user, assistant");
    }

    /** A JSON value's kind with its article, for messages. */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> value.isMissingNode() ? "nothing" : "null";
            case ARRAY, OBJECT -> "an " + value.getNodeType().name().toLowerCase(Locale.ROOT);
            default -> "a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
