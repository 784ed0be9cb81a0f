package dev.constitution.runner.prompts;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What prompts are to test: principles of a constitution, or behaviours.
 *
 * @param constitution the principles; those of {@link #behaviours} have the behaviours' descriptions as norms
 * @param areBehaviours whether they are descriptions of behaviours
 */
public record PromptAims(Constitution constitution, boolean areBehaviours) {
    /** Behaviours, each in a sentence or a few. */
    public static PromptAims behaviours(List<String> descriptions) {
        List<Principle> aims = IntStream.rangeClosed(1, descriptions.size())
                .mapToObj(i -> Principle.of("behaviour-" + i, descriptions.get(i - 1)))
                .toList();
        return new PromptAims(Constitution.of("behaviours", aims), true);
    }

    List<Principle> all() {
        return constitution.principles();
    }

    /** What the aim is called in a request. */
    String named(Principle aim) {
        return (areBehaviours ? "Behaviour: " : "Rule: ") + aim.norm().strip();
    }
}
