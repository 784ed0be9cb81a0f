package dev.constitution.principles;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import java.util.List;

/**
 * A worked example of a comparison, shown to a judge before the real one. It fits any principle: in the paper the
 * principle it is shown under is drawn independently (section 4.1).
 *
 * @param prompt the example's conversation, ending with a user turn
 * @param a the answer shown first
 * @param b the answer shown second
 * @param better which of them is better
 * @param reasoning why, for a judge that reasons first; it may name the letters. Empty where the example has none
 */
public record ComparisonExemplar(List<Message> prompt, String a, String b, Choice better, String reasoning) {

    public ComparisonExemplar {
        prompt = List.copyOf(prompt);
        List<String> faults = Prompt.faultsOf(prompt);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("comparison exemplar: " + String.join("; ", faults));
        }
    }

    /** An example without reasoning, of answers to one question. */
    public static ComparisonExemplar of(String question, String a, String b, Choice better) {
        return new ComparisonExemplar(List.of(Message.user(question)), a, b, better, "");
    }

    /** This example with reasons, for a judge that reasons first. */
    public ComparisonExemplar withReasoning(String why) {
        return new ComparisonExemplar(prompt, a, b, better, why);
    }

    public boolean hasReasoning() {
        return !reasoning.isEmpty();
    }

    /** The same answers in the other order, without the reasoning, which names letters. */
    public ComparisonExemplar swapped() {
        return new ComparisonExemplar(prompt, b, a, better.other(), "");
    }
}
