package dev.constitution.stage;

import dev.constitution.chat.Message;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A constitution as an instruction in the system turn. */
final class SystemTurn {
    private SystemTurn() {}

    /** All principles by their norms, in their order. */
    static String of(Constitution constitution) {
        String principles = constitution.principles().stream()
                .map(Principle::norm)
                .map(norm -> "- " + norm)
                .collect(Collectors.joining("\n"));
        String order = constitution.precedence() == Constitution.Precedence.ORDERED
                ? "Where two of them disagree, the earlier one counts.\n"
                : "";
        return "Keep to these principles in every answer, without speaking of them.\n" + order + "\n" + principles;
    }

    /** A conversation under an instruction. Many models take one system turn alone: the conversation's own follows in it. */
    static List<Message> before(List<Message> conversation, String instruction) {
        List<Message> turns = new ArrayList<>(conversation);
        boolean hasSystem = turns.get(0).role() == Message.Role.SYSTEM;
        String own = hasSystem ? "\n\n" + turns.remove(0).content() : "";
        turns.add(0, Message.system(instruction + own));
        return turns;
    }
}
