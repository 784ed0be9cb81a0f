package dev.constitution.runner.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** One request as a {@link LoopbackServer} got it; the first has number 1. */
public record ServerRequest(int number, String path, Map<String, List<String>> headers, JsonNode body) {

    /** The conversation as it stands in a request of OpenAI's form. */
    public String conversation() {
        return body.path("messages").toString();
    }

    /** What the last turn says. */
    public String lastTurn() {
        JsonNode messages = body.path("messages");
        return messages.path(messages.size() - 1).path("content").asText();
    }

    public boolean says(String text) {
        return conversation().contains(text);
    }

    /** A text that follows from the conversation alone. */
    public String ownText() {
        return "Answer " + Integer.toHexString(conversation().hashCode()) + ".";
    }

    /** An answer of that text. */
    public ServerAnswer ownAnswer() {
        return Completion.of(ownText()).sent();
    }
}
