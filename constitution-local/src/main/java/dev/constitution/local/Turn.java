package dev.constitution.local;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.util.List;
import java.util.stream.Collectors;

/** A message as chat templates know it: {@code system}, {@code user} or {@code assistant}, and plain text. */
record Turn(String role, String text) {

    static List<Turn> of(List<ChatMessage> messages) {
        return messages.stream().map(Turn::of).toList();
    }

    boolean isAssistant() {
        return role.equals("assistant");
    }

    private static Turn of(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return new Turn("system", system.text());
        }
        if (message instanceof UserMessage user) {
            return new Turn("user", user.contents().stream().map(Turn::text).collect(Collectors.joining("\n")));
        }
        if (message instanceof AiMessage ai && !ai.hasToolExecutionRequests() && ai.text() != null) {
            return new Turn("assistant", ai.text());
        }
        throw new UnsupportedFeatureException(
                "the local model takes system, user and assistant messages with text, not " + message.type()
                        + " messages of tools; leave tools out");
    }

    private static String text(Content content) {
        if (content instanceof TextContent text) {
            return text.text();
        }
        throw new UnsupportedFeatureException(
                "the local model takes text only, not " + content.type() + " content; leave it out");
    }
}
