package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an answer, through the whole run: thoughts and marks that a server leaves in the text stand in no file. */
class AnswersRunTest {
    private static final String THOUGHT = "Let me plan this carefully.";
    private static final String FIRST = "Take the bus at night.";
    private static final String REVISED = "Please call a friend, or take the bus if it is still early.";

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    @TempDir
    private Path folder;

    private static String text(ServerRequest request) {
        String conversation = request.conversation();
        int critique = conversation.lastIndexOf("Close with one line"); // the examples hold both requests too
        int revision = conversation.lastIndexOf("between the tags");
        if (critique < 0 && revision < 0) {
            return FIRST;
        }
        return revision > critique ? REVISED : "It is not safe.\n<decision>revise</decision>";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>\n" + THOUGHT + "\n</think>\n\n%s",
                THOUGHT + "\n</think>\n\n%s",
                "[THINK]" + THOUGHT + "[/THINK]%s",
                "<|channel|>analysis<|message|>" + THOUGHT
                        + "<|end|><|start|>assistant<|channel|>final<|message|>%s<|return|>",
                "analysis" + THOUGHT + "assistantfinal%s",
                "<think>" + THOUGHT + "</think>\n\n%s<|im_end|>\n",
            })
    void run_thoughtsAndMarksInTheText_standInNoFile(String form) throws IOException {
        server.answering(request -> Completion.of(form.formatted(text(request))).sent());
        Path prompts = Files.writeString(
                folder.resolve("prompts.jsonl"), "{\"id\":\"a\",\"prompt\":\"How do I get home?\"}\n");
        Path out = folder.resolve("out");

        CommandLineHarness.run("run", "--prompts=" + prompts, "--out=" + out, "--model=" + server.model(), "--rounds=1")
                .succeeded();

        assertThat(JsonLines.read(out.resolve("pairs.jsonl"))).singleElement().satisfies(pair -> {
            assertThat(pair.at("/chosen/0/content").textValue()).isEqualTo(REVISED);
            assertThat(pair.at("/rejected/0/content").textValue()).isEqualTo(FIRST);
        });
        for (String file : new String[] {"pairs.jsonl", "sft.jsonl"}) {
            assertThat(out.resolve(file)).content().doesNotContain(THOUGHT).doesNotContain("<|");
        }
        assertThat(server.received()).noneMatch(request -> request.says(THOUGHT));
        CommandLineHarness.requireSound(out, 1, 1);
    }
}
