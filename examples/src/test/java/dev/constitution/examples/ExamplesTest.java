package dev.constitution.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Prompt;
import dev.constitution.principles.Constitutions;
import dev.constitution.stage.Outcome;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void constitutionalChat_onTheEmbeddedModel_answersAndSaysWhatWasDone() throws Exception {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("How do I ask for a closed door?\n\n".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(outputOf(ConstitutionalChat::main)).containsPattern("\n  \\([a-z-]+: [a-z_ ]+\\)\n$");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void reviewAnswer_onTheEmbeddedModel_judgesItsRevision() throws Exception {
        assertThat(outputOf(ReviewAnswer::main)).containsPattern("\n(better than the given answer|no verdict)");
    }

    @Test
    void ownRules_onTheEmbeddedModel_endInAnOutcome() throws Exception {
        assertThat(outputOf(OwnRules::main)).isNotBlank();
    }

    @Test
    void ownRules_longRevision_isRejectedByTheOwnGate() throws InterruptedException {
        ChatModel verbose = new ChatModel() {
            private int calls;

            @Override
            public ChatResponse doChat(ChatRequest request) {
                List<String> answers = List.of("No.", "Too curt.", "Say it kindly. ".repeat(60));
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from(answers.get(Math.min(calls++, 2))))
                        .build();
            }
        };

        Outcome outcome = OwnRules.stage(verbose).run(Prompt.of("How do I say no?"));

        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void ownPrinciples_main_printsYamlThatCanBeReadBack() throws Exception {
        String yaml = outputOf(OwnPrinciples::main);

        assertThat(Constitutions.parse(yaml, "house-rules.yaml").principles())
                .extracting(principle -> principle.id())
                .containsExactly("plain-words", "no-guessing");
    }
}
