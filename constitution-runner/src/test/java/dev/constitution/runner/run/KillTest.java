package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run whose process is really killed, at many points, goes on without losing, doubling or paying twice. */
class KillTest {
    private static final int ROWS = 20;
    private static final int CONCURRENCY = 4;
    private static final int CALLS = 3 * ROWS;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
    }

    private List<String> command(String out) {
        return List.of(
                "run",
                "--prompts=" + prompts,
                "--out=" + folder.resolve(out),
                "--model=" + server.model(),
                "--rounds=1",
                "--concurrency=" + CONCURRENCY);
    }

    private ChildRun start() throws IOException {
        return ChildRun.start(folder, command("out"));
    }

    /** Starts a run and kills it when the server has its n-th request from now on. */
    private void runAndKillAt(int request) throws Exception {
        CountDownLatch reached = server.answeringAndTelling(server.requests() + request, ServerRequest::ownAnswer);
        ChildRun run = start();
        run.awaits(reached);
        run.kill();
    }

    private void finishAndCheck(int kills) throws Exception {
        start().succeeded();
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        // What was in flight at a kill may be asked again; nothing that was stored is.
        assertThat(server.answeredAgain()).isLessThanOrEqualTo(kills * CONCURRENCY);
        assertThat(server.requests()).isLessThanOrEqualTo(CALLS + kills * CONCURRENCY);
        CommandLineHarness.run(command("straight")).succeeded();
        assertThat(folder.resolve("out/pairs.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/pairs.jsonl"));
        assertThat(folder.resolve("out/sft.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/sft.jsonl"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 20, 41, 59, 60})
    void run_killedAtARequest_goesOnWithoutPayingTwice(int request) throws Exception {
        runAndKillAt(request);

        finishAndCheck(1);
    }

    @Test
    void run_killedAgainAndAgain_keepsEarlierWork() throws Exception {
        for (int kill = 0; kill < 5; kill++) {
            runAndKillAt(9);
        }

        finishAndCheck(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 8, 15, 30})
    void run_killedWhileTheFilesAreWritten_leavesTheOldOnesOrTheNew(int millisAfterTheLastRequest) throws Exception {
        CountDownLatch last = server.answeringAndTelling(CALLS, ServerRequest::ownAnswer);
        ChildRun run = start();
        assertThat(last.await(1, TimeUnit.MINUTES)).as(run.output()).isTrue();
        TimeUnit.MILLISECONDS.sleep(millisAfterTheLastRequest); // where the kill lands, not what is waited for
        run.kill();
        Path pairs = folder.resolve("out/pairs.jsonl");
        if (Files.exists(pairs)) {
            assertThat(Files.readAllLines(pairs)).hasSize(ROWS);
        }

        finishAndCheck(1);
    }

    @Test
    void run_startedTwiceAtOnce_refusesTheSecond() throws Exception {
        server.hold();
        ChildRun run = start();
        server.awaitRequests(1);

        ChildRun second = start().ended(ExitCode.USAGE);

        assertThat(second.output()).contains("another process is working on this run");
        server.allowAll();
        run.succeeded();
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    @Test
    void run_diskFull_stopsWithItsOwnCodeAndGoesOnWhenThereIsRoom() throws Exception {
        String padding = IntStream.range(0, 9000).mapToObj(i -> " w" + i).collect(Collectors.joining());
        server.answering(request -> Completion.of(request.ownText() + padding).sent());
        // Enough for the native libraries that are unpacked, not for the answers; the unit is 1024 bytes.
        ChildRun run =
                ChildRun.start(folder, "ulimit -f 2500; ", command("out")).ended(ExitCode.STORAGE);

        assertThat(run.output()).contains("to go on:\n  constitution run");
        assertThat(server.requests()).isLessThan(CALLS);

        finishAndCheck(1);
    }
}
