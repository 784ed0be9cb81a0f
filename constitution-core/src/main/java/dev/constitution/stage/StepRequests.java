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
 *
 * <p>The turns only ever go below what was said before, so that each request begins as the one before it ended: what a server
 * has made of that it need not make again.
 */
final class StepRequests {
    private static final String QUESTION = "{question}";

    /** Whether the same model is sent a request again, and more below it. */
    record GoesOn(boolean critique, boolean revision) {}

    private final Constitution constitution;
    private final PromptShape shape;
    private final GoesOn goesOn;
    private final Map<String, Message> critiques = new HashMap<>();
    private final Map<String, Message> revisions = new HashMap<>();

    /**
     * @param goesOn which requests the same model gets again at the beginning of the next one
     */
    StepRequests(Constitution constitution, PromptShape shape, GoesOn goesOn) {
        this.constitution = constitution;
        this.shape = shape;
        this.goesOn = goesOn;
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
        Message turn = turn(shape.critique(), principle.critiqueRequest(), precedence(principle), question);
        return goesOn.critique() ? turn.endingBeginning() : turn;
    }

    private Message wordedRevision(Principle principle, String question) {
        Message turn = turn(shape.revision(), principle.revisionRequest(), precedence(principle), question);
        return goesOn.revision() ? turn.endingBeginning() : turn;
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
