package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
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

    private LoopbackServer stub;
    private Path prompts;

    @BeforeEach
    void startServer() throws IOException {
        stub = new LoopbackServer();
        prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
    }

    @AfterEach
    void stopServer() {
        stub.close();
    }

    private String[] command(String out) {
        return new String[] {
            "run",
            "--prompts",
            prompts.toString(),
            "--out",
            folder.resolve(out).toString(),
            "--model",
            stub.model(),
            "--rounds",
            "1",
            "--concurrency",
            Integer.toString(CONCURRENCY)
        };
    }

    private ChildRun start() throws IOException {
        return ChildRun.start(folder, command("out"));
    }

    /** Starts a run and kills it when the server has its n-th request from now on. */
    private void runAndKillAt(int request) throws Exception {
        int before = stub.requests();
        CountDownLatch reached = new CountDownLatch(1);
        stub.onRequest(number -> {
            if (number == before + request) {
                reached.countDown();
            }
        });
        ChildRun run = start();
        while (run.isAlive() && !reached.await(10, TimeUnit.MILLISECONDS)) {
            Thread.onSpinWait();
        }
        run.kill();
        run.exitCode();
    }

    private void finishAndCheck(int kills) throws Exception {
        stub.onRequest(number -> {});
        ChildRun last = start();
        assertThat(last.exitCode()).as(last.output()).isZero();
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        // What was in flight at a kill may be asked again; nothing that was stored is.
        assertThat(stub.answeredAgain()).isLessThanOrEqualTo(kills * CONCURRENCY);
        assertThat(stub.requests()).isLessThanOrEqualTo(CALLS + kills * CONCURRENCY);
        CommandLineHarness.run(command("straight"));
        assertThat(folder.resolve("out/pairs.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/pairs.jsonl"));
        assertThat(folder.resolve("out/sft.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/sft.jsonl"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 20, 41, 59, 60})
    void killed_atARequest_goesOnWithoutPayingTwice(int request) throws Exception {
        runAndKillAt(request);

        finishAndCheck(1);
    }

    @Test
    void killed_againAndAgain_keepsEarlierWork() throws Exception {
        for (int kill = 0; kill < 5; kill++) {
            runAndKillAt(9);
        }

        finishAndCheck(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 8, 15, 30})
    void killed_whileTheFilesAreWritten_leavesTheOldOnesOrTheNew(int millisAfterTheLastRequest) throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        stub.onRequest(number -> {
            if (number == CALLS) {
                last.countDown();
            }
        });
        ChildRun run = start();
        assertThat(last.await(1, TimeUnit.MINUTES)).as(run.output()).isTrue();
        TimeUnit.MILLISECONDS.sleep(millisAfterTheLastRequest); // where the kill lands, not what is waited for
        run.kill();
        run.exitCode();
        Path pairs = folder.resolve("out/pairs.jsonl");
        if (Files.exists(pairs)) {
            assertThat(Files.readAllLines(pairs)).hasSize(ROWS);
        }

        finishAndCheck(1);
    }

    @Test
    void started_twiceAtOnce_refusesTheSecond() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        stub.onRequest(number -> {
            first.countDown();
            await(goOn);
        });
        ChildRun run = start();
        assertThat(first.await(1, TimeUnit.MINUTES)).as(run.output()).isTrue();

        ChildRun second = start();

        assertThat(second.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(second.output()).contains("another process is working on this run");
        goOn.countDown();
        assertThat(run.exitCode()).isZero();
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void diskFull_stopsWithItsOwnCodeAndGoesOnWhenThereIsRoom() throws Exception {
        String padding = IntStream.range(0, 9000).mapToObj(i -> " w" + i).collect(Collectors.joining());
        stub.answering(
                request -> Completion.of(LoopbackServer.text(request) + padding).sent());
        // Enough for the native libraries that are unpacked, not for the answers; the unit is 1024 bytes.
        ChildRun run = ChildRun.start(folder, "ulimit -f 2500; ", command("out"));

        assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCode.STORAGE.number());
        assertThat(run.output()).contains("to go on:\n  constitution run");
        int before = stub.requests();
        assertThat(before).isLessThan(CALLS);

        finishAndCheck(1);
    }
}
