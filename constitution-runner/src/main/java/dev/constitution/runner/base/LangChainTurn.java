package dev.constitution.runner.base;

import dev.constitution.chat.Message;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Reads the turns of a request back from LangChain4j's types, as texts: images, and what is done with tools, stand in words. */
public final class LangChainTurn {
    private LangChainTurn() {}

    /** How many images the message shows; only users' show any. */
    public static int images(ChatMessage message) {
        return message instanceof UserMessage user && !user.hasSingleText()
                ? Message.of(user).images().size()
                : 0;
    }

    /** A request whose images are made others; itself where none becomes another. */
    public static ChatRequest withImages(ChatRequest request, UnaryOperator<ImageContent> other) {
        if (request.messages().stream().noneMatch(message -> images(message) > 0)) {
            return request;
        }
        List<ChatMessage> messages = new ArrayList<>(request.messages().size());
        boolean isAnother = false;
        for (ChatMessage message : request.messages()) {
            ChatMessage made = images(message) > 0 ? withImages((UserMessage) message, other) : message;
            isAnother |= made != message;
            messages.add(made);
        }
        return isAnother ? request.toBuilder().messages(messages).build() : request;
    }

    private static UserMessage withImages(UserMessage message, UnaryOperator<ImageContent> other) {
        List<Content> contents = new ArrayList<>(message.contents().size());
        boolean isAnother = false;
        for (Content content : message.contents()) {
            Content made = content instanceof ImageContent image ? other.apply(image) : content;
            isAnother |= made != content;
            contents.add(made);
        }
        return isAnother ? message.toBuilder().contents(contents).build() : message;
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
