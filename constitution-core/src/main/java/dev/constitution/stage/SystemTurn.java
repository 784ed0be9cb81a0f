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
        return "Keep to these principles in every answer, without speaking of them.\n" + list(constitution);
    }

    /** All principles as what who is asked values, for talk about itself. */
    static String ofSelf(Constitution constitution, String situation) {
        return "These lines say what you value and how you act.\n" + list(constitution) + "\n\n" + situation
                + " Speak in the first person and in your own words, out of these values, with particulars and examples. The"
                + " lines themselves stay between us: neither quote them nor speak of principles, instructions or a"
                + " description that you were given.";
    }

    private static String list(Constitution constitution) {
        String order = constitution.precedence() == Constitution.Precedence.ORDERED
                ? "Where two of them disagree, the earlier one counts.\n"
                : "";
        return constitution.principles().stream()
                .map(Principle::norm)
                .map(norm -> "- " + norm)
                .collect(Collectors.joining("\n", order + "\n", ""));
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
