package dev.constitution.principles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.chat.Message.Role;
import dev.constitution.source.SourceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * llm-swarm's constitutions: pairs of requests without names, and chats whose last four turns are critique request,
 * critique, revision request and revision.
 */
final class LlmSwarmImporter implements PrincipleImporter {
    private static final int CLOSING_TURNS = 4;

    @Override
    public String description() {
        return "llm-swarm's constitutions, {constitutions: [{critic, revision}], system_chat: [[{role, content}]]}";
    }

    @Override
    public boolean recognises(JsonNode root) {
        return root.has("constitutions");
    }

    @Override
    public Imported read(SourceNode root) {
        root.onlyKeys("constitutions", "system_chat");
        List<Principle> principles = new ArrayList<>();
        for (SourceNode item : root.items("constitutions")) {
            item.onlyKeys("critic", "revision");
            String name = "Principle " + (principles.size() + 1);
            principles.add(Imported.principle(name, item.text("critic"), item.text("revision")));
        }
        List<SourceNode> chats = root.has("system_chat") ? root.items("system_chat") : List.of();
        List<Exemplar> exemplars =
                chats.stream().flatMap(chat -> exemplar(chat).stream()).toList();
        return new Imported(principles, exemplars, List.of());
    }

    private static Optional<Exemplar> exemplar(SourceNode chat) {
        List<SourceNode> turns = chat.items();
        int response = turns.size() - CLOSING_TURNS - 1;
        if (response < 1 || !turns.stream().allMatch(ExemplarMessage::isWellFormed)) {
            chat.fault("expected at least six turns {role, content}: the conversation, its answer, critique request,"
                    + " critique, revision request, revision");
            return Optional.empty();
        }
        turns.forEach(turn -> turn.onlyKeys("role", "content"));
        List<Message> messages = turns.stream().map(ExemplarMessage::of).toList();
        List<String> faults = new ArrayList<>(ExemplarMessage.faultsOf(messages.subList(0, response)));
        for (int i = response; i < messages.size(); i++) {
            Role expected = (i - response) % 2 == 0 ? Role.ASSISTANT : Role.USER;
            if (messages.get(i).role() != expected) {
                faults.add("turn " + (i + 1) + " must be " + expected.label());
            }
        }
        faults.forEach(chat::fault);
        return faults.isEmpty() ? Optional.of(exemplar(messages, response)) : Optional.empty();
    }

    private static Exemplar exemplar(List<Message> messages, int response) {
        List<String> texts =
                messages.stream().skip(response).map(Message::content).toList();
        return Imported.exemplar(
                messages.subList(0, response), texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.get(4));
    }
}
