package dev.constitution.chat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One turn of a conversation: who speaks and the text, in the form that every preference data set uses.
 *
 * @param role who speaks
 * @param content the text, exactly as it is stored, and sent unless the turn carries more
 * @param carried LangChain4j's message that the turn stands for, where one is sent in place of the text: with its images, tool
 *     calls, results of tools, thoughts
 */
public record Message(Role role, String content, Optional<ChatMessage> carried) {

    /** LangChain4j's attribute of a message that ends a beginning which other requests have too. */
    private static final String ENDS_BEGINNING = "constitution.ends_beginning";

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
        Objects.requireNonNull(carried, "carried");
    }

    /** A turn of text. */
    public Message(Role role, String content) {
        this(role, content, Optional.empty());
    }

    /**
     * A turn that stands for LangChain4j's message, whatever that holds: it is sent as it is. What a tool returned counts as
     * said by the user.
     */
    public static Message of(ChatMessage message) {
        return new Message(roleOf(message), CarriedText.of(message), Optional.of(message));
    }

    private static Role roleOf(ChatMessage message) {
        return switch (message.type()) {
            case SYSTEM -> Role.SYSTEM;
            case AI -> Role.ASSISTANT;
            case USER, TOOL_EXECUTION_RESULT, CUSTOM -> Role.USER;
        };
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

    /** This turn with LangChain4j's message, for turns that many requests have. */
    public Message readyToSend() {
        return new Message(role, content, Optional.of(toChatMessage()));
    }

    /**
     * This turn of the user's as one up to which other requests begin alike, so that a server may be told to keep what it made
     * of that. It is sent as any other, and has no part in what a request is known by. Turns of others are left as they are.
     */
    public Message endingBeginning() {
        if (!(toChatMessage() instanceof UserMessage user)) {
            return this;
        }
        Map<String, Object> attributes = new HashMap<>(user.attributes());
        attributes.put(ENDS_BEGINNING, true);
        return new Message(
                role,
                content,
                Optional.of(user.toBuilder().attributes(attributes).build()));
    }

    /** Whether a message was made of an {@link #endingBeginning}. */
    public static boolean endsBeginning(ChatMessage message) {
        return message instanceof UserMessage user && user.attributes().containsKey(ENDS_BEGINNING);
    }

    /** The message as it is where no other request begins alike. */
    static ChatMessage withoutBeginning(ChatMessage message) {
        if (!endsBeginning(message)) {
            return message;
        }
        UserMessage user = (UserMessage) message;
        Map<String, Object> attributes = new HashMap<>(user.attributes());
        attributes.remove(ENDS_BEGINNING);
        return user.toBuilder().attributes(attributes).build();
    }

    /** This turn as LangChain4j's type. */
    private ChatMessage toChatMessage() {
        return carried.orElseGet(() -> switch (role) {
            case SYSTEM -> SystemMessage.from(content);
            case USER -> UserMessage.from(content);
            case ASSISTANT -> AiMessage.from(content);
        });
    }

    /** Whether it calls tools, or is what one returned. */
    public boolean isOfTools() {
        return carried.isPresent() && ToolWords.areIn(carried.get());
    }

    /** Whether it holds images. */
    public boolean hasImages() {
        return contents().stream().anyMatch(ImageContent.class::isInstance);
    }

    /** The texts and images that it is made of, in their order; empty where it is a text alone. */
    public List<Content> contents() {
        return carried.map(ImageWords::contentsOf).orElse(List.of());
    }

    /** Its images in the order in which they stand; empty where it has none. */
    public List<ImageContent> images() {
        return carried.map(ImageWords::imagesOf).orElse(List.of());
    }

    /** What the turn stands for, where that is more than its text: what is done with tools, and images. */
    public Optional<ChatMessage> beyondText() {
        return carried.filter(whole -> isOfTools() || hasImages());
    }

    /**
     * All that the turn says as a text: what is done with tools is named in it, and each image where it stands,
     * {@code [image 0123456789abcdef]} by the first digits of its SHA-256 or {@code [image https://…]}; of any other turn it is
     * the content.
     */
    public String inWords() {
        return inWords(image -> ImageWords.of(image.image()));
    }

    /**
     * The same, with other words for images.
     *
     * @param image asked for each in the order in which they stand
     */
    public String inWords(Function<ImageContent, String> image) {
        String said = hasImages() ? ImageWords.of(carried.orElseThrow(), image) : content;
        return isOfTools() ? ToolWords.of(carried.orElseThrow(), said) : said;
    }

    /**
     * A conversation in which nothing is left of tools but words, for models that have none; itself where it has no tools.
     * Images stay what they are.
     */
    public static List<Message> inWords(List<Message> messages) {
        for (Message message : messages) {
            if (message.isOfTools()) {
                return ToolWords.of(messages);
            }
        }
        return messages;
    }

    /** Whether the user said it, and not a tool. */
    boolean isAsked() {
        return role == Role.USER
                && carried.filter(ToolExecutionResultMessage.class::isInstance).isEmpty();
    }

    /** These turns as LangChain4j's types, in the same order. */
    static List<ChatMessage> toChatMessages(List<Message> messages) {
        List<ChatMessage> turns = new ArrayList<>(messages.size());
        for (Message message : messages) { // a plain loop: every request comes through here
            turns.add(message.toChatMessage());
        }
        return turns;
    }
}
