package dev.constitution.chat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;

/** Calls of tools and what they returned, in words: for models that are asked about a conversation, and have no tools. */
final class ToolWords {
    private ToolWords() {}

    static boolean areIn(ChatMessage message) {
        return message instanceof ToolExecutionResultMessage
                || (message instanceof AiMessage answer && answer.hasToolExecutionRequests());
    }

    /** The turn's text with what it does with tools. */
    static String of(ChatMessage message, String text) {
        if (message instanceof ToolExecutionResultMessage result) {
            return "[" + result.toolName() + " returned]\n" + text;
        }
        StringBuilder words = new StringBuilder(text);
        for (ToolExecutionRequest call : ((AiMessage) message).toolExecutionRequests()) {
            words.append(words.isEmpty() ? "" : "\n").append(of(call));
        }
        return words.toString();
    }

    static String of(ToolExecutionRequest call) {
        return "[calls " + call.name() + " with " + call.arguments() + "]";
    }

    /**
     * The same conversation, in which each turn is text; what one side says without the other between is one turn,
     * unless it holds more than text.
     */
    static List<Message> of(List<Message> messages) {
        List<Message> turns = new ArrayList<>(messages.size());
        for (Message message : messages) {
            Message turn = message.isOfTools() ? told(message) : message;
            Message before = turns.isEmpty() ? null : turns.get(turns.size() - 1);
            if (before != null && areOne(before, turn)) {
                turns.set(turns.size() - 1, new Message(turn.role(), before.content() + "\n\n" + turn.content()));
            } else {
                turns.add(turn);
            }
        }
        return turns;
    }

    private static Message told(Message turn) {
        if (!turn.hasImages()) {
            return new Message(turn.role(), turn.inWords());
        }
        List<Content> contents = new ArrayList<>();
        contents.add(TextContent.from(of(turn.carried().orElseThrow(), "").stripTrailing()));
        contents.addAll(ImageWords.contentsOf(turn.carried().orElseThrow()));
        return Message.of(UserMessage.from(contents));
    }

    private static boolean areOne(Message before, Message turn) {
        return before.role() == turn.role()
                && before.carried().isEmpty()
                && turn.carried().isEmpty();
    }
}
