package dev.constitution.runner.label;

import dev.constitution.chat.Message;
import dev.constitution.chat.Tool;
import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.Sides;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Two different answers to one prompt, for a person to compare.
 *
 * @param row the prompt's place in the input, from 0
 * @param prompt the prompt's id
 * @param turns the prompt's own
 * @param tools what the prompt defines
 * @param a the answer of the first side
 * @param judged the judge's probability that it is the better one; empty where there is no verdict
 * @param isDisputed whether the judge's two orders, or the principles it was asked under, prefer different answers
 */
public record LabelTask(
        long row,
        String prompt,
        List<Message> turns,
        List<Tool> tools,
        Sides sides,
        String a,
        String b,
        OptionalDouble judged,
        boolean isDisputed) {

    /** The answer of the side of this name. */
    public String answer(String side) {
        return side.equals(sides.a()) ? a : b;
    }

    /** What the two answers are known by. */
    public String fingerprint() {
        return Sides.fingerprint(a, b);
    }

    /** Whether a label speaks of these two answers, as they are now. */
    boolean isOf(Label label) {
        return label.sides().equals(sides) && label.answers().equals(fingerprint());
    }
}
