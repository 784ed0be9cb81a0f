package dev.constitution.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.principles.Constitutions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples as they are started by hand, on the embedded model. */
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

    private static String outputOfTyping(String lines, Example example, String... arguments) throws Exception {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        try {
            return outputOf(example, arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void onePair_main_printsBothAnswers() throws Exception {
        assertThat(outputOf(OnePair::main)).startsWith("rejected: ").contains("\nchosen:   ");
    }

    @Test
    void batchRun_main_writesPairsOfATeamsModel(@TempDir Path folder) throws Exception {
        Path prompts = Files.writeString(folder.resolve("prompts.txt"), "Is it all right to read my sister's diary?\n");
        String[] arguments = {prompts.toString(), folder.resolve("out").toString(), "team:draft"};

        String output = outputOf(BatchRun::main, arguments);

        assertThat(output).contains("0 failed\n", folder.resolve("out/pairs.jsonl") + "\n");
        assertThat(outputOf(BatchRun::main, arguments)).as("the same again").isEqualTo(output);
    }

    @Test
    void constitutionalChat_main_answersAndSaysWhatWasDone() throws Exception {
        assertThat(outputOfTyping("How do I ask for a closed door?\n\n", ConstitutionalChat::main))
                .containsPattern("\n  \\((helpful|honest|harmless): [a-z_ ]+\\)\n> $");
    }

    @Test
    void storyteller_main_tellsOn() throws Exception {
        assertThat(outputOfTyping("I knock on the door of the lighthouse.\n", Storyteller::main, "storyteller.yaml"))
                .matches("(?s)> .{20,}\n\n> ");
    }

    @Test
    void ownSelector_main_endsWithTheLastPrinciple() throws Exception {
        assertThat(outputOf(OwnSelector::main)).endsWith("round 3: harmless\n");
    }

    @Test
    void ownGate_main_endsInAPairOrAReason() throws Exception {
        assertThat(outputOf(OwnGate::main)).containsPattern("^(no pair: [a-z_]+, \\S|rejected: )");
    }

    @Test
    void moderateAnswer_main_saysWhetherItPassesAndWhy() throws Exception {
        assertThat(outputOf(
                        ModerateAnswer::main, "How do I get my neighbour to be quiet?", "Cut the power of his flat."))
                .containsPattern("^(passes|does not pass)\n  (helpful|honest|harmless): \\S");
    }

    @Test
    void ownPrinciples_main_printsYamlThatCanBeReadBack() throws Exception {
        assertThat(Constitutions.parse(outputOf(OwnPrinciples::main), "house-rules.yaml")
                        .principles())
                .extracting(principle -> principle.id())
                .containsExactly("plain-words", "no-guessing");
    }
}
