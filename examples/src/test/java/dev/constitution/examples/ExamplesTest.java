package dev.constitution.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.principles.Constitutions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

    /** An example's main method. */
    private interface Example {
        void main(String... arguments) throws Exception;
    }

    private static String outputOf(Example example, String... arguments) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            example.main(arguments);
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
    void batchRun_onTheEmbeddedModel_writesPairs(@TempDir Path folder) throws Exception {
        Path prompts = Files.writeString(folder.resolve("prompts.txt"), "Is it all right to read my sister's diary?\n");

        assertThat(outputOf(
                        BatchRun::main,
                        prompts.toString(),
                        folder.resolve("out").toString()))
                .contains("OutcomeCounts");

        assertThat(folder.resolve("out/pairs.jsonl")).exists();
    }

    @Test
    void ownPrinciples_main_printsYamlThatCanBeReadBack() throws Exception {
        String yaml = outputOf(OwnPrinciples::main);

        assertThat(Constitutions.parse(yaml, "house-rules.yaml").principles())
                .extracting(principle -> principle.id())
                .containsExactly("plain-words", "no-guessing");
    }
}
