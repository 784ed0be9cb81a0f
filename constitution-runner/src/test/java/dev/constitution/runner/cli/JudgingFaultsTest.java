package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.NumberedAnswers;
import dev.constitution.runner.testing.ServerAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run promises when something goes wrong holds where a judge is asked too; each folder is verified. */
@Timeout(120)
class JudgingFaultsTest {
    private static final int ROWS = 40;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer().answering(new NumberedAnswers());

    private Path input;
    private Path out;

    @BeforeEach
    void writeInput() throws IOException {
        out = folder.resolve("out");
        // Rows that both commands read: judge takes the answers too, run leaves them alone.
        input = Files.writeString(
                folder.resolve("input.jsonl"),
                IntStream.range(0, ROWS)
                        .mapToObj(i -> JsonLines.of(
                                "id",
                                "p" + i,
                                "prompt",
                                "Question " + i + "?",
                                "chosen",
                                "Answer 2",
                                "rejected",
                                "Answer 1"))
                        .collect(Collectors.joining()));
    }

    /** {@code judge}, or {@code run} with a method. */
    private CommandLineHarness.Result execute(String command, String... more) {
        List<String> arguments = CommandLineHarness.with(
                List.of(command.split(" ")),
                (command.equals("judge") ? "--pairs=" : "--prompts=") + input,
                "--out=" + out,
                "--model=" + server.model(),
                "--judge-by=votes",
                "--json");
        return CommandLineHarness.run(arguments, more);
    }

    /** The closing summary of the run. */
    private static JsonNode summary(CommandLineHarness.Result result) {
        JsonNode json = result.json();
        return json.path("run").isObject() ? json.get("run") : json;
    }

    @ParameterizedTest
    @ValueSource(strings = {"judge", "run --method=rl-cai", "run --confirm --rounds=1"})
    void execute_judgeFailsTooOften_stopsWithItsCodeAndGoesOn(String command) {
        server.answering(request -> request.says("response-A-") && request.number() % 3 == 0
                ? ServerAnswer.error(400, "no")
                : new NumberedAnswers().answer(request));

        CommandLineHarness.Result stopped =
                execute(command, "--fail-on-error=0.1", "--concurrency=2").ended(ExitCode.TOO_MANY_FAILED);

        assertThat(stopped.err()).contains("more than the share of 0.1 that --fail-on-error allows", "to go on:");
        JsonNode summary = summary(stopped);
        assertThat(summary.get("finished").intValue()).isLessThan(ROWS);
        CommandLineHarness.requireSound(out, ROWS, summary.get("finished").longValue());
        server.answering(new NumberedAnswers());
        execute(command).ended(ExitCode.FAILED_ROWS);
        CommandLineHarness.requireSound(out, ROWS, ROWS);
        CommandLineHarness.run("retry", out.toString(), "--kind=invalid_request")
                .succeeded();
        CommandLineHarness.requireSound(out, ROWS, ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"judge", "run --method=rl-cai"})
    void execute_strictAndARowThatCannotBeRead_isRefusedBeforeACall(String command) throws IOException {
        Files.writeString(input, Files.readString(input) + "{\"prompt\":");

        CommandLineHarness.Result strict = execute(command, "--strict").ended(ExitCode.USAGE);

        assertThat(strict.err()).contains(input + ":" + (ROWS + 1) + ": ");
        assertThat(strict.out()).isEmpty();
        execute(command).ended(ExitCode.FAILED_ROWS);
        CommandLineHarness.requireSound(out, ROWS + 1, ROWS + 1);
    }

    @Test
    void judge_strictBaselineAndARowThatIsNoPair_isRefused() throws IOException {
        Files.writeString(input, Files.readString(input) + "{\"prompt\":\"Alone?\"}");

        CommandLineHarness.Result result = CommandLineHarness.run(
                        "judge", "--pairs=" + input, "--baseline=longer", "--strict")
                .ended(ExitCode.USAGE);

        assertThat(result.err()).startsWith(input + ":" + (ROWS + 1) + ": ");
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"judge", "run --method=rl-cai"})
    void execute_nobodyAtTheAddress_stopsAndSaysSo(String command) {
        server.stop();

        CommandLineHarness.Result result = execute(command, "--attempts=1").ended(ExitCode.PARTIAL);

        assertThat(result.err()).contains("nobody answers at the model's address", "to go on:");
        assertThat(summary(result).get("finished").intValue()).isZero();
        CommandLineHarness.requireSound(out, ROWS, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"judge", "run --method=rl-cai"})
    void execute_refusedForAMoment_countsWhatWasSentAgain(String command) {
        server.answering(request -> switch (request.number()) {
            case 1 -> ServerAnswer.error(429, "slow down").with("retry-after-ms", "1");
            case 2 -> ServerAnswer.ok("{");
            default -> new NumberedAnswers().answer(request);
        });

        CommandLineHarness.Result result = execute(command, "--concurrency=1").succeeded();

        assertThat(summary(result).get("retries").toString()).isEqualTo("{\"rate_limited\":1,\"malformed\":1}");
        CommandLineHarness.requireSound(out, ROWS, ROWS);
    }

    @Test
    void judge_halfACharacterInIdAndAnswers_isKept() throws IOException {
        Files.writeString(
                input,
                JsonLines.of(
                        "id", "p\ud83d",
                        "prompt", "One \ud83d?",
                        "chosen", "Answer 2 \ud83d",
                        "rejected", "Answer 1"));

        execute("judge").succeeded();

        CommandLineHarness.requireSound(out, 1, 1);
        assertThat(Files.readString(out.resolve("verdicts.jsonl")))
                .startsWith("{\"id\":\"p\\\\ud83d\",\"human\":\"a\"");
    }

    @Test
    void retry_maxTokensForAJudge_isRefusedAndChangesNothing() {
        server.answering(request ->
                request.number() == 1 ? ServerAnswer.error(400, "no") : new NumberedAnswers().answer(request));
        execute("judge").ended(ExitCode.FAILED_ROWS);

        CommandLineHarness.Result refused =
                CommandLineHarness.run("retry", out.toString(), "--kind=invalid_request", "--max-tokens=9");

        assertThat(refused.ended(ExitCode.USAGE).err())
                .contains("--max-tokens is of use only for what constitution run made");
        execute("judge").ended(ExitCode.FAILED_ROWS);
    }
}
