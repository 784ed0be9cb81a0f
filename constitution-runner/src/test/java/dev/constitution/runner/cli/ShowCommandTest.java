package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowCommandTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private String out() {
        return folder.resolve("out").toString();
    }

    private void run(String... more) throws IOException {
        Path prompts = Files.writeString(
                folder.resolve("p.jsonl"),
                JsonLines.of("id", "lake", "prompt", "Name a lake.") + JsonLines.of("id", "7", "prompt", "Long?")
                        + "no JSON\n");
        var unused = CommandLineHarness.run(
                List.of("run", "--prompts=" + prompts, "--out=" + out(), "--model=" + server.model(), "--rounds=1"),
                more);
    }

    private String show(String... arguments) {
        return CommandLineHarness.run(List.of("show", out()), arguments)
                .succeeded()
                .out();
    }

    /** Answers a row of each step, with thoughts beside the text. */
    private void answerWithThoughts() {
        server.answering(request -> {
            if (request.says("Long?")) {
                return Completion.of("On and on").finish("length").sent();
            }
            JsonNode turns = request.body().path("messages");
            String asked = turns.get(turns.size() - 1).path("content").textValue();
            String text = asked.contains("Write only the revised")
                    ? "Here is the revised response:\n\nLake Como, in \u001b[31mItaly\u001b[0m."
                    : asked.contains("<decision>") ? "It is vague.\n<decision>revise</decision>" : "A lake.";
            String body = Completion.of(text)
                    .body()
                    .replace("\"content\":", "\"reasoning_content\":\"Hidden thought.\",\"content\":");
            return ServerAnswer.ok(body);
        });
    }

    @Test
    void show_pair_givesEverythingFromThePromptToTheCost() throws IOException {
        answerWithThoughts();
        run();

        String shown = show("lake");

        assertThat(shown)
                .startsWith("row 1 of 3, lake: pair")
                .containsSubsequence(
                        "prompt",
                        "Name a lake.",
                        "initial answer (rejected)",
                        "A lake.",
                        "round 1, principle ",
                        "critique, decision: revise",
                        "It is vague.",
                        "revision, read as ",
                        "(chosen)",
                        "Lake Como, in \\u001b[31mItaly\\u001b[0m.",
                        "cut off before it",
                        "Here is the revised response:",
                        "calls",
                        "generate",
                        "model-returned",
                        "11 tokens in, 5 out",
                        "3 calls")
                .doesNotContain("Hidden", "\u001b");
        assertThat(show("lake", "--thoughts"))
                .contains("[thoughts]", "Hidden thought.")
                .doesNotContain("\u001b");
        assertThat(show("1")).isEqualTo(shown);
        assertThat(show("--row=1")).isEqualTo(shown);
    }

    @Test
    void show_failedRow_givesTheAnswerThatWasNotUsed() throws IOException {
        answerWithThoughts();
        run();

        // Its id is a number that no row has.
        assertThat(show("7"))
                .startsWith("row 2 of 3, 7: failed, truncated")
                .contains("the generator: the answer was cut off", "answered to generate, not used", "On and on");
        assertThat(show("3"))
                .startsWith("row 3 of 3, line-3: failed, bad_input")
                .contains("line 3: ", "no model answered");
    }

    @Test
    void show_json_isOneObjectWithTheStoredOutcomeAndTheCalls() throws IOException {
        answerWithThoughts();
        run();

        JsonNode row = CommandLineHarness.run("show", out(), "lake", "--json").json();

        assertThat(row.get("version").intValue()).isEqualTo(1);
        assertThat(row.get("row").longValue()).isEqualTo(1);
        assertThat(row.get("kind").textValue()).isEqualTo("pair");
        assertThat(row.at("/outcome/initial/text").textValue()).isEqualTo("A lake.");
        assertThat(row.get("calls")).hasSize(3);
        assertThat(row.at("/calls/0/input_tokens").intValue()).isEqualTo(11);
        assertThat(row.toString()).doesNotContain("Hidden");
        assertThat(CommandLineHarness.run("show", out(), "lake", "--json", "--thoughts")
                        .json()
                        .at("/calls/0/thoughts")
                        .textValue())
                .isEqualTo("Hidden thought.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lak | did you mean \"lake\"?",
                "Lagos, the city by the lake | rows can also be named by their number, from 1 to 3",
                "9 | there is no row 9; the run's rows go from 1 to 3",
                "0 | there is no row 0",
            })
    void show_noSuchRow_namesWhatMayHaveBeenMeant(String id, String message) throws IOException {
        answerWithThoughts();
        run();

        assertThat(CommandLineHarness.run("show", out(), id)
                        .ended(ExitCode.USAGE)
                        .err())
                .contains(message);
    }

    @Test
    void show_rowNotDone_saysSo() throws IOException {
        answerWithThoughts();
        run("--limit=1");

        assertThat(show("2")).startsWith("row 2 of 3: not done yet");
        assertThat(CommandLineHarness.run("show", out()).ended(ExitCode.USAGE).err())
                .contains("name one row");
    }

    @Test
    void show_everyStoredForm_namesItsVerdictsAndGates() throws IOException {
        StoredRows.write(folder.resolve("out"), StoredRows.all());

        assertThat(show("good"))
                .startsWith("row 7 of 12, good: needed no revision")
                .contains("the critic found nothing");
        assertThat(show("same"))
                .startsWith("row 8 of 12, same: rejected, unchanged")
                .contains("repeats the answer");
        assertThat(show("--row=10"))
                .contains(
                        "answer 1 (rejected)",
                        "answer 2 (chosen)",
                        "comparison, answer 2 (first) against answer 1 (second), under honest",
                        "first is better: 0.700 (both_orders); shown first 0.950, shown second 0.450");
        assertThat(show("rain")).contains("confirmation, revision (first)", "kind:", "honest:", "the chosen answer");
    }
}
