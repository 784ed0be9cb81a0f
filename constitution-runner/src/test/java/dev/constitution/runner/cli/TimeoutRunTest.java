package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs from the command line against a server that takes its time. */
@Timeout(120)
class TimeoutRunTest {
    private static final int ROWS = 4;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private CommandLineHarness.Result run(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--prompts=" + RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS),
                "--out=" + folder.resolve("out"),
                "--model=" + server.model(),
                "--rounds=1"));
        arguments.addAll(List.of(more));
        return CommandLineHarness.run(arguments.toArray(String[]::new));
    }

    @Test
    void run_serverSilentForOneRow_saysWhatToRaiseAndTheRetryRaisesIt() throws IOException {
        server.answering(
                request -> request.says("number 2?") ? request.ownAnswer().stalled() : request.ownAnswer());

        String out = run("--timeout=300ms", "--attempts=2")
                .ended(ExitCode.FAILED_ROWS)
                .out();

        assertThat(out)
                .contains("the answer stalled for 0.6 s; raise --timeout")
                .contains("timeout: needs a longer --timeout, for example 2s, twice what was waited")
                .contains("--kind timeout --timeout 2s");
        server.answering(ServerRequest::ownAnswer);
        CommandLineHarness.run("retry", folder.resolve("out").toString(), "--kind=timeout", "--timeout=2s")
                .succeeded();
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    @Test
    void run_serverThatQueuesAndKeepsTheConnectionAlive_losesNoRow() throws IOException {
        server.answering(
                request -> request.says("number 2?") ? request.ownAnswer().queued() : request.ownAnswer());

        run("--timeout=500ms", "--attempts=1").succeeded();

        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "soon", "0s", "-5m", "PT0S", "3d"})
    void run_timeoutThatIsNoTime_isRefusedBeforeACall(String text) throws IOException {
        assertThat(run("--timeout=" + text).ended(ExitCode.USAGE).err())
                .contains("--timeout must be a time such as 90s, 5m, 1h30m or PT5M");
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"90s", "5m", "1h30m", "PT5M", "2 minutes"})
    void run_timeoutInAnyForm_isTaken(String text) throws IOException {
        run("--timeout=" + text, "--limit=1").succeeded();
    }

    /** All tokens went into thoughts that are not shown. */
    @Test
    void run_noTextAtTheTokenLimit_isTruncated() throws IOException {
        String body = Completion.of("TEXT").finish("length").body().replace("\"TEXT\"", "null");
        server.answering(request -> request.says("number 2?") ? ServerAnswer.ok(body) : request.ownAnswer());

        assertThat(run("--max-tokens=50").ended(ExitCode.FAILED_ROWS).out()).contains("truncated");

        assertThat(CommandLineHarness.run("status", folder.resolve("out").toString(), "--json")
                        .json()
                        .at("/outcomes/failed/truncated")
                        .asInt())
                .isEqualTo(1);
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }
}
