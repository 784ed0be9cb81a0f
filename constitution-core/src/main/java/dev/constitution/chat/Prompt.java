package dev.constitution.chat;

import dev.langchain4j.data.message.ChatMessage;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model is to answer: a whole conversation that ends with a user turn.
 *
 * @param id what the row is known by in a run; seeds derive from it, so it must not depend on the row's position
 * @param messages an optional system turn first, then user and assistant turns in alternation, a user turn last; turns that
 *     carry LangChain4j's messages in the order in which its memory holds them, but for an answer as the last
 * @param tools what the model that answers may call; models that are asked about its answer are told the calls in words
 * @param metadata further fields of the input row, carried along and never sent to a model
 */
public record Prompt(String id, List<Message> messages, List<Tool> tools, Map<String, Object> metadata) {

    public Prompt {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a prompt's id must not be blank");
        }
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata)); // keeps the fields' order
        List<String> faults = faultsOf(messages);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("prompt \"" + id + "\": " + String.join("; ", faults));
        }
    }

    /** A prompt without tools. */
    public Prompt(String id, List<Message> messages, Map<String, Object> metadata) {
        this(id, messages, List.of(), metadata);
    }

    /** A prompt of a single user turn, known by its text. */
    public static Prompt of(String text) {
        return of(List.of(Message.user(text)));
    }

    /** A prompt of several turns, known by their text. */
    public static Prompt of(List<Message> messages) {
        return of(idOf(messages), messages);
    }

    /** LangChain4j's conversation, as a chat memory holds it: with tools' calls and results, images, a beginning that is cut. */
    public static Prompt ofConversation(List<? extends ChatMessage> conversation) {
        return of(conversation.stream().map(Message::of).toList());
    }

    /** The same text has the same id in every program. */
    private static String idOf(List<Message> messages) {
        MessageDigest digest = Sha256.digest();
        for (Message message : messages) {
            String content = message.inWords();
            digest.update(Sha256.units(message.role().label() + ":" + content.length() + ":"));
            digest.update(Sha256.units(content));
        }
        return HexFormat.of().toHexDigits(Sha256.word(digest.digest(), 0));
    }

    /** A prompt of a single user turn. */
    public static Prompt of(String id, String text) {
        return new Prompt(id, List.of(Message.user(text)), Map.of());
    }

    /** A prompt of several turns. */
    public static Prompt of(String id, List<Message> messages) {
        return new Prompt(id, messages, Map.of());
    }

    /**
     * What keeps these turns from being a prompt, each fault with its remedy; empty when nothing does. Input readers use
     * it to report all faults of a row at once.
     */
    public static List<String> faultsOf(List<Message> messages) {
        if (messages.isEmpty()) {
            return List.of("\"messages\" is empty; give at least one user turn");
        }
        List<String> faults = new ArrayList<>();
        Message.@Nullable Role expected = Message.Role.USER; // null where either may speak
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            if (message.carried().isPresent()) {
                // A memory's window begins anywhere, an image needs no text, and a tool's result follows its call.
                boolean isResult = message.isOfTools() && message.role() == Message.Role.USER;
                expected = isResult ? null : other(message.role());
                continue;
            }
            if (message.content().isBlank()) {
                faults.add("turn " + (i + 1) + " (" + message.role().label() + ") is blank; remove it or give it text");
            }
            if (message.role() == Message.Role.SYSTEM) {
                if (i > 0) {
                    faults.add("turn " + (i + 1) + " is a system turn; only the first turn may be one");
                }
                continue;
            }
            if (expected != null && message.role() != expected) {
                faults.add("turn " + (i + 1) + " is " + message.role().label() + " where " + expected.label()
                        + " was expected; user and assistant turns must alternate");
            }
            expected = other(message.role());
        }
        Message.Role last = messages.get(messages.size() - 1).role();
        if (last != Message.Role.USER) {
            faults.add("\"messages\" must end with a user turn, ends with " + last.label()
                    + "; remove the last turn or add a user turn");
        }
        return faults;
    }

    private static Message.Role other(Message.Role role) {
        return role == Message.Role.ASSISTANT ? Message.Role.USER : Message.Role.ASSISTANT;
    }

    /** The text of the last user turn. */
    public String question() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).isAsked()) {
                return messages.get(i).content();
            }
        }
        return "";
    }
}
