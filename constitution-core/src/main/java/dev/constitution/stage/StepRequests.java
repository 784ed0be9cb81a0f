package dev.constitution.stage;

import dev.constitution.chat.Message;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.shape.Placeholders;
import dev.constitution.shape.PromptShape;
import dev.constitution.shape.RequestTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The turns that ask for a critique and for a revision under a principle. Where the shape does not say the question over again
 * in them, they are the same in every conversation, and are worded once. Immutable.
 */
final class StepRequests {
    private static final String QUESTION = "{question}";

    private final Constitution constitution;
    private final PromptShape shape;
    private final Map<String, Message> critiques = new HashMap<>();
    private final Map<String, Message> revisions = new HashMap<>();

    StepRequests(Constitution constitution, PromptShape shape) {
        this.constitution = constitution;
        this.shape = shape;
        for (Principle principle : constitution.principles()) {
            if (!shape.critique().request().contains(QUESTION)) {
                critiques.put(principle.id(), wordedCritique(principle, "").readyToSend());
            }
            if (!shape.revision().request().contains(QUESTION)) {
                revisions.put(principle.id(), wordedRevision(principle, "").readyToSend());
            }
        }
    }

    /** Asks for a critique of the last answer. */
    Message critique(Principle principle, String question) {
        Message ready = critiques.get(principle.id());
        return ready == null ? wordedCritique(principle, question) : ready;
    }

    /** Asks for a revision of the last answer. */
    Message revision(Principle principle, String question) {
        Message ready = revisions.get(principle.id());
        return ready == null ? wordedRevision(principle, question) : ready;
    }

    private Message wordedCritique(Principle principle, String question) {
        return turn(shape.critique(), principle.critiqueRequest(), precedence(principle), question);
    }

    private Message wordedRevision(Principle principle, String question) {
        return turn(shape.revision(), principle.revisionRequest(), precedence(principle), question);
    }

    static Message turn(RequestTemplate wording, String request, String precedence, String question) {
        return Message.user(Placeholders.fill(
                wording.request(), Map.of("request", request, "precedence", precedence, "question", question)));
    }

    /** What a principle of an ordered constitution yields to; nothing for the first, and in a flat one. */
    private String precedence(Principle principle) {
        List<Principle> above = constitution.above(principle);
        if (above.isEmpty()) {
            return "";
        }
        String list = IntStream.range(0, above.size())
                .mapToObj(i -> (i + 1) + ". " + above.get(i).norm())
                .collect(Collectors.joining("\n"));
        return Placeholders.fill(shape.precedence(), Map.of("above", list));
    }
}
