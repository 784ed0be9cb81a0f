package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as people have them, through the command line. */
class InputFormsRunTest {
    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content.replace('\'', '"'));
    }

    private List<String> run(Path prompts) {
        return List.of(
                "run",
                "--prompts=" + prompts,
                "--out=" + folder.resolve("out"),
                "--model=" + server.model(),
                "--rounds=1");
    }

    @Test
    void run_conversationsWithTheirAnswers_dropsThemByOptionAndSaysHowMany() throws IOException {
        Path prompts = file("chats.jsonl", """
                {'id':'a','conversations':[{'from':'system','value':'Rhyme.'},{'from':'human','value':'Why is rain wet?'},\
                {'from':'gpt','value':'OLD ANSWER'}]}
                {'id':'b','conversations':[{'from':'human','value':'Hi.'},{'from':'gpt','value':'Ho.'},\
                {'from':'human','value':'Why is snow cold?'},{'from':'gpt','value':'OLD ANSWER'}]}
                """);
        List<String> refused = run(prompts);

        assertThat(CommandLineHarness.run(refused, "--strict")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("chats.jsonl:1: \"conversations\" must end with a user turn")
                .contains("--drop-last-answer leaves that out");
        assertThat(server.requests()).isZero();

        CommandLineHarness.Result result = CommandLineHarness.run(refused, "--drop-last-answer");

        assertThat(result.out())
                .startsWith("2 rows: ")
                .contains("the answer at the end of 2 conversations was left out");
        assertThat(server.received()).noneMatch(request -> request.says("OLD ANSWER"));
        assertThat(server.received()).anyMatch(request -> request.conversation().contains("Rhyme."));
        CommandLineHarness.requireSound(folder.resolve("out"), 2, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "--drop-last-answer, '', --drop-last-answer was",
        "--prompt-field=goal, --prompt-field=other, '--prompt-field was \"goal\", is \"other\"'",
        "--id-field=key, '', --id-field was",
    })
    void run_inputReadAnotherWay_isAnotherRun(String first, String second, String difference) throws IOException {
        Path prompts = file("goals.jsonl", "{'key':'k','goal':'Why?','other':'How?','prompt':'When?'}\n");
        CommandLineHarness.run(run(prompts), first).succeeded();

        CommandLineHarness.Result again =
                second.isEmpty() ? CommandLineHarness.run(run(prompts)) : CommandLineHarness.run(run(prompts), second);

        assertThat(again.ended(ExitCode.USAGE).err()).contains(difference);
        assertThat(CommandLineHarness.run(run(prompts), first).succeeded().out())
                .contains("0 calls, 0 tokens generated");
    }

    @Test
    void run_partsOfThePromptInOtherFields_areSentOrNamed() throws IOException {
        Path prompts = file("alpaca.jsonl", """
                {'instruction':'Which is odd?','input':'ash, elm, spoon','history':[['a','b']]}
                {'instruction':'Which is odd?','input':'red, fork','output':'fork'}
                """);

        CommandLineHarness.Result dry = CommandLineHarness.run(run(prompts), "--dry-run");

        assertThat(dry.succeeded().out())
                .contains("user: Which is odd?\n    \n    ash, elm, spoon")
                .contains("user: Which is odd?\n    \n    red, fork")
                .contains("warning: fields that look like a part of the prompt are not sent: \"history\" in 1 row;");
        assertThat(CommandLineHarness.run(run(prompts), "--json")
                        .json()
                        .at("/warnings")
                        .toString())
                .contains("\\\"history\\\" in 1 row");
        assertThat(JsonLines.read(folder.resolve("out/sft.jsonl"))).hasSize(2);
        CommandLineHarness.requireSound(folder.resolve("out"), 2, 2);
    }

    @Test
    void run_tableOfWrittenTurns_sendsTurns() throws IOException {
        Path prompts = folder.resolve("turns.csv");
        Files.writeString(prompts, """
                id;messages;;
                1;"[{'role': 'system', 'content': 'Rhyme.'}, {'role': 'user', 'content': 'Why is rain wet?'}]";;
                """);

        CommandLineHarness.run(run(prompts)).succeeded();

        assertThat(server.received().get(0).body().at("/messages").toString())
                .isEqualTo("[{\"role\":\"system\",\"content\":\"Rhyme.\"},"
                        + "{\"role\":\"user\",\"content\":\"Why is rain wet?\"}]");
        CommandLineHarness.requireSound(folder.resolve("out"), 1, 1);
    }

    @Test
    void run_numberThatIsNoneBesideThePrompt_isNoFault() throws IOException {
        Path prompts = file("scores.jsonl", "{'id':'n','prompt':'Why?','score':NaN}\n{'id':'m','prompt':'How?'}\n");

        CommandLineHarness.run(run(prompts), "--strict").succeeded();

        CommandLineHarness.requireSound(folder.resolve("out"), 2, 2);
    }

    @Test
    void judge_promptInANamedField_isReadByBaselineAndJudge() throws IOException {
        Path pairs = file(
                "pairs.jsonl",
                "{'ask':'Why?','context':'Rain.','chosen':'Because it is.','rejected':'No.'}\n".repeat(2));

        CommandLineHarness.Result baseline =
                CommandLineHarness.run("judge", "--pairs=" + pairs, "--baseline=longer", "--prompt-field=ask");

        assertThat(baseline.succeeded().out()).contains("2 rows: 2 labelled pairs");
        assertThat(baseline.err()).containsOnlyOnce("warning:").contains("\"context\" in 2 rows");
        CommandLineHarness.run(
                "judge",
                "--pairs=" + pairs,
                "--prompt-field=context,ask",
                "--model=" + server.model(),
                "--out=" + folder.resolve("judged"));
        assertThat(server.received()).isNotEmpty().allMatch(request -> request.says("Rain.\\n\\nWhy?"));
    }
}
