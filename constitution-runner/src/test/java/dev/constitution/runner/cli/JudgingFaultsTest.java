package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.NumberedAnswers;
import dev.constitution.runner.testing.ServerAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
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

    private LoopbackServer server;
    private Path input;
    private Path out;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer().answering(new NumberedAnswers());
        out = folder.resolve("out");
        // Rows that both commands read: judge takes the answers too, run leaves them alone.
        input = Files.writeString(
                folder.resolve("input.jsonl"),
                IntStream.range(0, ROWS)
                        .mapToObj(i -> "{\"id\":\"p" + i + "\",\"prompt\":\"Question " + i
                                + "?\",\"chosen\":\"Answer 2\",\"rejected\":\"Answer 1\"}")
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** {@code judge}, or {@code run} with a method. */
    private CommandLineHarness.Result execute(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.add((command.equals("judge") ? "--pairs=" : "--prompts=") + input);
        arguments.addAll(List.of("--out=" + out, "--model=" + server.model(), "--judge-by=votes", "--json"));
        arguments.addAll(List.of(more));
        return CommandLineHarness.run(arguments.toArray(String[]::new));
    }

    /** The closing summary of the run. */
    private static JsonNode summary(CommandLineHarness.Result result) {
        JsonNode json = Json.parse(result.out());
        return json.path("run").isObject() ? json.get("run") : json;
    }

    @ParameterizedTest
    @ValueSource(strings = {"judge", "run --method=rl-cai", "run --confirm --rounds=1"})
    void execute_judgeFailsTooOften_stopsWithItsCodeAndGoesOn(String command) {
        server.answering(request -> request.says("response-A-") && request.number() % 3 == 0
                ? ServerAnswer.error(400, "no")
                : new NumberedAnswers().answer(request));

        CommandLineHarness.Result stopped = execute(command, "--fail-on-error=0.1", "--concurrency=2");

        assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(ExitCode.TOO_MANY_FAILED.number());
        assertThat(stopped.err()).contains("more than the share of 0.1 that --fail-on-error allows", "to go on:");
        JsonNode summary = summary(stopped);
        assertThat(summary.get("finished").intValue()).isLessThan(ROWS);
        CommandLineHarness.requireSound(out, ROWS, summary.get("finished").intValue());
        server.answering(new NumberedAnswers());
        CommandLineHarness.Result resumed = execute(command);
        assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(ExitCode.FAILED_ROWS.number());
        CommandLineHarness.requireSound(out, ROWS, ROWS);
        CommandLineHarness.Result retried = CommandLineHarness.run("retry", out.toString(), "--kind=invalid_request");
        assertThat(retried.exitCode()).as(retried.err()).isZero();
        CommandLineHarness.requireSound(out, ROWS, ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"judge", "run --method=rl-cai"})
    void execute_strictAndARowThatCannotBeRead_isRefusedBeforeACall(String command) throws IOException {
        Files.writeString(input, Files.readString(input) + "{\"prompt\":");

        CommandLineHarness.Result strict = execute(command, "--strict");
        CommandLineHarness.Result lenient = execute(command);

        assertThat(strict.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(strict.err()).startsWith(input + ":" + (ROWS + 1) + ": ");
        assertThat(strict.out()).isEmpty();
        assertThat(lenient.exitCode()).as(lenient.err()).isEqualTo(ExitCode.FAILED_ROWS.number());
        CommandLineHarness.requireSound(out, ROWS + 1, ROWS + 1);
    }

    @Test
    void judge_strictBaselineAndARowThatIsNoPair_isRefused() throws IOException {
        Files.writeString(input, Files.readString(input) + "{\"prompt\":\"Alone?\"}");

        CommandLineHarness.Result result =
                CommandLineHarness.run("judge", "--pairs=" + input, "--baseline=longer", "--strict");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).startsWith(input + ":" + (ROWS + 1) + ": ");
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"judge", "run --method=rl-cai"})
    void execute_nobodyAtTheAddress_stopsAndSaysSo(String command) {
        server.stop();

        CommandLineHarness.Result result = execute(command, "--attempts=1");

        assertThat(result.exitCode()).isEqualTo(ExitCode.PARTIAL.number());
        assertThat(result.err()).contains("nobody answers at the model's address", "to go on:");
        assertThat(summary(result).get("finished").intValue()).isZero();
        CommandLineHarness.requireSound(out, ROWS, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"judge", "run --method=rl-cai"})
    void execute_refusedForAMoment_countsWhatWasSentAgain(String command) {
        server.answerFirst(ServerAnswer.error(429, "slow down").with("retry-after-ms", "1"));
        server.answerFirst(ServerAnswer.of(200, "{"));

        CommandLineHarness.Result result = execute(command, "--concurrency=1");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(summary(result).get("retries").toString()).isEqualTo("{\"rate_limited\":1,\"malformed\":1}");
        CommandLineHarness.requireSound(out, ROWS, ROWS);
    }

    @Test
    void judge_halfACharacterInIdAndAnswers_isKept() throws IOException {
        Files.writeString(
                input,
                "{\"id\":\"p\\ud83d\",\"prompt\":\"One \\ud83d?\",\"chosen\":\"Answer 2 \\ud83d\",\"rejected\":\"Answer 1\"}");

        CommandLineHarness.Result result = execute("judge");

        assertThat(result.exitCode()).as(result.err()).isZero();
        CommandLineHarness.requireSound(out, 1, 1);
        assertThat(Files.readString(out.resolve("verdicts.jsonl")))
                .startsWith("{\"id\":\"p\\\\ud83d\",\"human\":\"a\"");
    }

    @Test
    void retry_maxTokensForAJudge_isRefusedAndChangesNothing() {
        server.answering(request ->
                request.number() == 1 ? ServerAnswer.error(400, "no") : new NumberedAnswers().answer(request));
        assertThat(execute("judge").exitCode()).isEqualTo(ExitCode.FAILED_ROWS.number());

        CommandLineHarness.Result refused =
                CommandLineHarness.run("retry", out.toString(), "--kind=invalid_request", "--max-tokens=9");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(refused.err()).contains("--max-tokens is of use only for what constitution run made");
        assertThat(execute("judge").exitCode()).isEqualTo(ExitCode.FAILED_ROWS.number());
    }
}
