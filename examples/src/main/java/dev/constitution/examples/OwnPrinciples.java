package dev.constitution.examples;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.principles.Principle;
import java.util.List;

/**
 * Writes principles in code, and as the YAML that people edit and every command takes.
 *
 * <pre>examples/run OwnPrinciples &gt; house-rules.yaml</pre>
 */
public final class OwnPrinciples {
    private OwnPrinciples() {}

    public static void main(String... arguments) {
        Constitution house = Constitution.of(
                "house-rules",
                List.of(
                        Principle.of("plain-words", "A good answer uses words that a twelve-year-old knows."),
                        Principle.of("no-guessing", "A good answer says so when it does not know.")));
        System.out.println(Constitutions.toYaml(house));
    }
}
