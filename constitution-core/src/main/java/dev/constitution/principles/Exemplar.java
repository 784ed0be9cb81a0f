package dev.constitution.principles;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import java.util.ArrayList;
import java.util.List;

/**
 * A worked example of critique and revision, shown to a critic and a reviser before the real conversation. Exemplars keep
 * a model from confusing the two (the paper, section 3.1).
 *
 * @param prompt the example's conversation, ending with a user turn
 * @param response the answer that is criticised
 * @param critiqueRequest the request for the critique
 * @param critique the critique
 * @param decision what the critique comes to: {@link Decision#KEEP} shows a critique that finds nothing
 * @param revisionRequest the request for the revision; may be empty where the decision is {@link Decision#KEEP}
 * @param revision the revised answer; where the decision is {@link Decision#KEEP}, the answer itself or whatever the
 *     example's author put there, and never shown as an answer
 */
public record Exemplar(
        List<Message> prompt,
        String response,
        String critiqueRequest,
        String critique,
        Decision decision,
        String revisionRequest,
        String revision) {

    public Exemplar {
        prompt = List.copyOf(prompt);
        List<String> faults = new ArrayList<>(Prompt.faultsOf(prompt));
        if (decision == Decision.UNSTATED) {
            faults.add("an exemplar's decision must be revise or keep");
        }
        requireText("response", response, faults);
        requireText("critique request", critiqueRequest, faults);
        requireText("critique", critique, faults);
        if (decision == Decision.REVISE) {
            requireText("revision request", revisionRequest, faults);
            requireText("revision", revision, faults);
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("exemplar: " + String.join("; ", faults));
        }
    }

    private static void requireText(String name, String value, List<String> faults) {
        if (value.isBlank()) {
            faults.add("the " + name + " is blank; fill it in");
        }
    }

    /** A critique that finds a fault by the principle, asked for in its words, and the revision that mends it. */
    public static Exemplar revise(
            Principle principle, String question, String response, String critique, String revision) {
        return new Exemplar(
                List.of(Message.user(question)),
                response,
                principle.critiqueRequest(),
                critique,
                Decision.REVISE,
                principle.revisionRequest(),
                revision);
    }

    /** A critique that finds nothing by the principle, asked for in its words. */
    public static Exemplar keep(Principle principle, String question, String response, String critique) {
        return new Exemplar(
                List.of(Message.user(question)),
                response,
                principle.critiqueRequest(),
                critique,
                Decision.KEEP,
                principle.revisionRequest(),
                response);
    }
}
