package dev.constitution.chat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One turn of a conversation: who speaks and the text, in the form that every preference data set uses.
 *
 * @param role who speaks
 * @param content the text, exactly as it is sent and stored
 */
public record Message(Role role, String content) {

    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT;

        /** The name as it stands in data files: {@code system}, {@code user}, {@code assistant}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Message {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(content, "content");
    }

    public static Message system(String content) {
        return new Message(Role.SYSTEM, content);
    }

    public static Message user(String content) {
        return new Message(Role.USER, content);
    }

    public static Message assistant(String content) {
        return new Message(Role.ASSISTANT, content);
    }

    /** This turn as LangChain4j's type. */
    private ChatMessage toChatMessage() {
        return switch (role) {
            case SYSTEM -> SystemMessage.from(content);
            case USER -> UserMessage.from(content);
            case ASSISTANT -> AiMessage.from(content);
        };
    }

    /** These turns as LangChain4j's types, in the same order. */
    static List<ChatMessage> toChatMessages(List<Message> messages) {
        return messages.stream().map(Message::toChatMessage).toList();
    }
}
