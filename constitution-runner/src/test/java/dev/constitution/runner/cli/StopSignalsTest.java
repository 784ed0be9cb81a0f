package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.Programs;
import dev.constitution.runner.testing.RunFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends real signals to a real process. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no kill command")
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StopSignalsTest {
    private static final int ROWS = 6;
    private static final int CALLS = ROWS * 3;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer().hold();

    private Process run;
    private Path launcher;

    @BeforeEach
    void writeFiles() throws IOException {
        RunFolder.writePrompts(folder.resolve("the prompts.jsonl"), 0, ROWS);
        launcher = folder.resolve("it's a launcher");
        Files.writeString(
                launcher, """
                #!/usr/bin/env bash
                # A build in the background has SIGINT ignored, which a shell cannot take back, but GNU's env can.
                reset=
                env --default-signal=INT true 2>/dev/null && reset="env --default-signal=INT"
                exec $reset "%s/bin/java" -XX:+UseSerialGC -Dconstitution.command="$0" -cp '%s' \
                  dev.constitution.runner.cli.ConstitutionCommand "$@"
                """.formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void endWhatStillRuns() {
        run.destroyForcibly();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void run_signalledOnce_storesCallsInFlightAndGoesOnWithoutAskingTwice(String signal) throws Exception {
        server.allow(4);
        start();
        server.awaitRequests(6);

        send(signal, run);
        String stopping = run.errorReader().readLine();
        server.allow(2);

        List<String> lines = run.inputReader().lines().toList();
        assertThat(run.waitFor()).isEqualTo(ExitCode.INTERRUPTED.number());
        assertThat(stopping).startsWith("stopping: ");
        assertThat(lines).anyMatch(line -> line.startsWith("stopped: from the keyboard or by a signal"));
        assertThat(server.answers()).isEqualTo(6);
        requireGoesOn(lines.get(lines.size() - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void run_interruptedTwice_endsAtOnceAndGoesOn(String signal) throws Exception {
        server.allow(4);
        start();
        server.awaitRequests(6);

        send(signal, run);
        BufferedReader err = run.errorReader();
        String stopping = err.readLine();
        send(signal, run);

        List<String> lines = err.lines().toList();
        assertThat(run.waitFor()).isEqualTo(ExitCode.INTERRUPTED.number());
        assertThat(stopping).startsWith("stopping: ");
        assertThat(lines).contains("stopped: ended at once from the keyboard or by a signal");
        assertThat(server.answers()).isEqualTo(4);
        requireGoesOn(lines.get(lines.size() - 1));
    }

    /** Runs the printed command as a shell does, and compares with a run that nobody stopped. */
    private void requireGoesOn(String command) throws Exception {
        server.allowAll();
        Programs.output(new ProcessBuilder("bash", "-c", command).directory(folder.toFile()));
        // What a process that was ended at once had asked is asked again; what was answered is not.
        assertThat(server.answers()).isEqualTo(CALLS);
        assertThat(server.answeredAgain()).isZero();
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);

        CommandLineHarness.run(command(folder.resolve("straight"))).succeeded();
        assertThat(folder.resolve("out/pairs.jsonl"))
                .hasSameBinaryContentAs(folder.resolve("straight/pairs.jsonl"))
                .isNotEmptyFile();
    }

    private void start() throws IOException {
        List<String> words = new ArrayList<>(List.of(launcher.toString()));
        words.addAll(command(Path.of("out")));
        run = new ProcessBuilder(words).directory(folder.toFile()).start();
    }

    private List<String> command(Path out) {
        return List.of(
                "run",
                "--prompts=" + folder.resolve("the prompts.jsonl"),
                "--out=" + out,
                "--model=" + server.model(),
                "--rounds=1",
                "--concurrency=2");
    }

    private static void send(String signal, Process process) throws Exception {
        Programs.output("kill", "-" + signal, Long.toString(process.pid()));
    }
}
