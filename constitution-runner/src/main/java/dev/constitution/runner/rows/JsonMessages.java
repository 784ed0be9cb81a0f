package dev.constitution.runner.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads turns from the JSON value of a prompt field. */
public final class JsonMessages {
    private static final Map<String, String> SHARE_GPT_ROLES = Map.of("human", "user", "gpt", "assistant");

    private JsonMessages() {}

    public static List<Message> of(String field, JsonNode value) throws BadRowException {
        if (value.isTextual()) {
            return of(value.textValue());
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

    /** One user turn, or the turns of an open transcript of HH-RLHF's form, as the paper's files have them. */
    public static List<Message> of(String text) throws BadRowException {
        return HhTranscript.isOpen(text) ? HhTranscript.promptOf(text) : List.of(Message.user(text));
    }

    /** Whether {@link #of(String, JsonNode)} leaves some of a value unread: texts after the first. */
    static boolean isPartlyUsed(JsonNode value) {
        return value.isArray() && value.size() > 1 && value.path(0).isTextual();
    }

    /** One turn: {@code role} and {@code content}, or ShareGPT's {@code from} and {@code value}. */
    public static Message message(String place, JsonNode turn) throws BadRowException {
        boolean shareGpt = turn.has("from") && turn.has("value");
        JsonNode role = turn.path(shareGpt ? "from" : "role");
        JsonNode content = turn.path(shareGpt ? "value" : "content");
        if (!role.isTextual() || !content.isTextual()) {
            throw new BadRowException(place + " must be {\"role\": text, \"content\": text}");
        }
        String name = shareGpt ? SHARE_GPT_ROLES.getOrDefault(role.textValue(), role.textValue()) : role.textValue();
        for (Message.Role known : Message.Role.values()) {
            if (known.label().equals(name)) {
                return new Message(known, content.textValue());
            }
        }
        throw new BadRowException(
                place + " has the unknown role \"" + role.textValue() + "\"; known roles: system, user, assistant");
    }

    /** A JSON value's kind with its article, for messages. */
    public static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> value.isMissingNode() ? "nothing" : "null";
            case ARRAY, OBJECT -> "an " + value.getNodeType().name().toLowerCase(Locale.ROOT);
            default -> "a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
