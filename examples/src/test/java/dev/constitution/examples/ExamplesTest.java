package dev.constitution.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.Constitutions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExamplesTest {

    /** An example's main method. */
    private interface Example {
        void main(String... arguments) throws Exception;
    }

    private static String outputOf(Example example) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            example.main();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void onePair_onTheEmbeddedModel_printsBothAnswers() throws Exception {
        assertThat(outputOf(OnePair::main)).startsWith("rejected: ").contains("\nchosen:   ");
    }

    @Test
    void ownPrinciples_printsYamlThatCanBeReadBack() throws Exception {
        String yaml = outputOf(OwnPrinciples::main);

        assertThat(Constitutions.parse(yaml, "house-rules.yaml").principles())
                .extracting(principle -> principle.id())
                .containsExactly("plain-words", "no-guessing");
    }
}
