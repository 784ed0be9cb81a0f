package dev.constitution.runner.base;

import dev.constitution.chat.Message;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.Objects;

/** Reads the turns of a request back from LangChain4j's types, as texts: images, and what is done with tools, stand in words. */
public final class LangChainTurn {
    private LangChainTurn() {}

    /** How many images the message shows; only users' show any. */
    public static int images(ChatMessage message) {
        return message instanceof UserMessage user && !user.hasSingleText()
                ? Message.of(user).images().size()
                : 0;
    }

    public static Message of(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return Message.system(system.text());
        } else if (message instanceof AiMessage ai && !ai.hasToolExecutionRequests()) {
            return Message.assistant(Objects.requireNonNullElse(ai.text(), ""));
        } else if (message instanceof UserMessage user && user.hasSingleText()) {
            return Message.user(user.singleText());
        }
        Message whole = Message.of(message);
        return new Message(whole.role(), whole.inWords());
    }
}
