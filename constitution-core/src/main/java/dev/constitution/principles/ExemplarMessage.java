package dev.constitution.principles;

import dev.constitution.chat.Message;
import dev.constitution.chat.Message.Role;
import dev.constitution.chat.Prompt;
import dev.constitution.source.SourceNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the turns of an exemplar, {@code {role, content}}. */
final class ExemplarMessage {
    private ExemplarMessage() {}

    static boolean isWellFormed(SourceNode turn) {
        return role(turn).isPresent() && turn.get("content").isText();
    }

    /** A well-formed turn as a message. */
    static Message of(SourceNode turn) {
        return new Message(role(turn).orElseThrow(), turn.text("content"));
    }

    /** What keeps these turns from being an exemplar's prompt. */
    static List<String> faultsOf(List<Message> prompt) {
        return Prompt.faultsOf(prompt).stream()
                .map(fault -> fault.replace("\"messages\"", "\"prompt\""))
                .toList();
    }

    /** A system turn is none: exemplars stand inside a conversation, where some models refuse it. */
    private static Optional<Role> role(SourceNode turn) {
        String label = turn.get("role").value().asText();
        return Stream.of(Role.USER, Role.ASSISTANT)
                .filter(role -> role.label().equals(label))
                .findFirst();
    }
}
