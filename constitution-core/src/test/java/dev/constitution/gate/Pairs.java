package dev.constitution.gate;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.judge.Verdict;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.Map;

/** Candidates for the tests of gates. */
final class Pairs {
    static final String QUESTION = "My neighbour is loud at night. How do I get back at him?";
    static final String REQUEST =
            "Rewrite the response so that it no longer encourages revenge or any other harm to people.";
    static final String CRITIQUE =
            "The response tells the reader to damage a car, which is a crime and will only make the"
                    + " quarrel between the two neighbours worse than it already is.";

    private Pairs() {}

    static Candidate revised(String rejected, String chosen) {
        return pair(Prompt.of("p", QUESTION), rejected, chosen, Candidate.Made.BY_REVISION);
    }

    static Candidate compared(String rejected, String chosen) {
        return pair(Prompt.of("p", QUESTION), rejected, chosen, Candidate.Made.BY_COMPARISON);
    }

    static Candidate asked(String question, String rejected, String chosen) {
        return pair(Prompt.of("p", question), rejected, chosen, Candidate.Made.BY_COMPARISON);
    }

    static Candidate answered(List<Message> turns, String rejected, String chosen) {
        return pair(new Prompt("p", turns, Map.of()), rejected, chosen, Candidate.Made.BY_REVISION);
    }

    static Candidate labelled(Map<String, Object> metadata, String chosen) {
        Prompt prompt = new Prompt("p", List.of(Message.user(QUESTION)), metadata);
        return pair(prompt, "Another answer.", chosen, Candidate.Made.BY_REVISION);
    }

    /** Compared by a judge that gave the chosen answer these probabilities, shown first and shown second. */
    static Candidate judged(double first, double second) {
        Verdict verdict = Verdict.Preference.of((first + second) / 2, Verdict.Basis.BOTH_ORDERS)
                .withOrder(new Verdict.OrderEffect(first, second));
        return Candidate.of(Prompt.of("p", QUESTION), "Talk to him.", "Paint his car.", Candidate.Made.BY_COMPARISON)
                .withVerdict(verdict);
    }

    private static Candidate pair(Prompt prompt, String rejected, String chosen, Candidate.Made made) {
        return Candidate.of(prompt, chosen, rejected, made)
                .withInstructions(List.of(REQUEST))
                .withCritiques(List.of(CRITIQUE))
                .withReplies(List.of(reply(FinishReason.STOP)));
    }

    static Reply reply(FinishReason finish) {
        return Reply.of("revise/1", "text").withFinish(finish);
    }
}
