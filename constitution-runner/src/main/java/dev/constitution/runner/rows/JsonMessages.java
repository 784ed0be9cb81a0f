package dev.constitution.runner.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Reads turns from the JSON value of a prompt field. */
public final class JsonMessages {
    private static final Map<String, Message.Role> ROLES = Map.of(
            "system", Message.Role.SYSTEM,
            "developer", Message.Role.SYSTEM,
            "user", Message.Role.USER,
            "assistant", Message.Role.ASSISTANT);
    private static final Map<String, Message.Role> SHARE_GPT_ROLES = Map.of(
            "human", Message.Role.USER,
            "gpt", Message.Role.ASSISTANT,
            "chatgpt", Message.Role.ASSISTANT,
            "bot", Message.Role.ASSISTANT,
            "model", Message.Role.ASSISTANT);

    private JsonMessages() {}

    public static List<Message> of(String field, JsonNode value) throws BadRowException {
        if (value.isTextual()) {
            return of(value.textValue());
        }
        if (value.isArray() && hasText(value)) {
            return List.of(Message.user(only(field, value)));
        }
        if (!value.isArray()) {
            throw new BadRowException("\"" + field + "\" must be a text or a list of turns, this is " + kind(value));
        }
        ToolTurns turns = new ToolTurns();
        int number = 0;
        for (JsonNode turn : value) {
            number++;
            turns.add("turn " + number + " of \"" + field + "\"", turn);
        }
        turns.end(field);
        return turns.turns();
    }

    /**
     * One user turn, or the turns that a text holds: a transcript of HH-RLHF's form, as the paper's files have them, a
     * prompt rendered as ChatML, or a list of turns that an export wrote into the text.
     */
    public static List<Message> of(String text) throws BadRowException {
        if (ChatMl.isIn(text)) {
            return ChatMl.turns(text);
        }
        if (HhTranscript.isOpen(text)) {
            return HhTranscript.promptOf(text);
        }
        if (HhTranscript.isWhole(text)) {
            return HhTranscript.turns(text);
        }
        return WrittenTurns.isIn(text) ? WrittenTurns.of(text) : List.of(Message.user(WrittenTexts.of(text)));
    }

    /** Whether a list holds a text among whatever else. */
    public static boolean hasText(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).anyMatch(JsonNode::isTextual);
    }

    private static String only(String field, JsonNode texts) throws BadRowException {
        if (texts.size() > 1) {
            throw new BadRowException("\"" + field + "\" is a list of " + texts.size()
                    + " texts, and a row asks one prompt;"
                    + " give each a row of its own, or ask the first alone with --prompt-field " + field + ".0");
        }
        return texts.get(0).textValue();
    }

    /** One turn, of text or with images: {@code role} and {@code content}, or ShareGPT's {@code from} and {@code value}. */
    public static Message message(String place, JsonNode turn) throws BadRowException {
        Message.Role role = role(place, turn);
        if (ToolCallJson.isIn(turn)) {
            throw new BadRowException(place + " calls a tool, which an answer cannot do; remove the row");
        }
        return said(place, role, turn.path(isShareGpt(turn) ? "value" : "content"));
    }

    /** What somebody says, with the images among it. */
    static Message said(String place, Message.Role role, JsonNode content) throws BadRowException {
        if (!ImageParts.areIn(content)) {
            return new Message(role, content(place, content));
        }
        if (role != Message.Role.USER) {
            throw new BadRowException(place + " (" + role.label()
                    + ") holds an image, and only a user's turn can show one; move it, or remove the row");
        }
        return Message.of(UserMessage.from(ImageParts.contents(place, content)));
    }

    static boolean isShareGpt(JsonNode turn) {
        return turn.has("from") && (turn.has("value") || !turn.has("role"));
    }

    /** Who speaks a turn that is not a tool's. */
    static Message.Role role(String place, JsonNode turn) throws BadRowException {
        boolean shareGpt = isShareGpt(turn);
        JsonNode role = turn.path(shareGpt ? "from" : "role");
        if (!role.isTextual()) {
            throw notATurn(place);
        }
        String name = role.textValue();
        Message.Role known = ROLES.get(name);
        if (known == null && shareGpt) {
            known = SHARE_GPT_ROLES.get(name);
        }
        if (known == null) {
            throw new BadRowException(place + " has the unknown role \"" + name
                    + "\"; known roles: system, developer, user, assistant, tool");
        }
        return known;
    }

    private static BadRowException notATurn(String place) {
        return new BadRowException(place + " must be {\"role\": text, \"content\": text}");
    }

    /** A text, which may be missing. */
    static String textOrNothing(String place, JsonNode content) throws BadRowException {
        return JsonRow.isFilled(content) ? content(place, content) : "";
    }

    private static String content(String place, JsonNode content) throws BadRowException {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (!content.isArray() || content.isEmpty()) {
            throw notATurn(place);
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            append(text, part(place, part));
        }
        return text.toString();
    }

    /** Texts that no white space parts are parted by a line break, so that no two words run together. */
    static void append(StringBuilder text, String part) {
        boolean glued = !text.isEmpty()
                && !part.isEmpty()
                && !Character.isWhitespace(text.charAt(text.length() - 1))
                && !Character.isWhitespace(part.charAt(0));
        text.append(glued ? "\n" : "").append(part);
    }

    static String part(String place, JsonNode part) throws BadRowException {
        if (part.isTextual()) {
            return part.textValue();
        }
        String type = part.path("type").asText("text");
        JsonNode text = part.path("text");
        if (text.isTextual() && (type.equals("text") || type.equals("input_text") || type.equals("output_text"))) {
            return text.textValue();
        }
        if (ImageParts.isOne(part)) {
            throw imageAmongTexts(place);
        }
        throw new BadRowException(place + " has a part of type \"" + type
                + "\", and only text and images can be asked; remove the part or the row");
    }

    static BadRowException imageAmongTexts(String place) {
        return new BadRowException(place + " holds an image where only text can stand; put it into a user's turn");
    }

    /** A JSON value's kind with its article, for messages. */
    public static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> value.isMissingNode() ? "nothing" : "null";
            case STRING -> "a text";
            case ARRAY, OBJECT -> "an " + value.getNodeType().name().toLowerCase(Locale.ROOT);
            default -> "a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
