package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    private Path launcher;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(
                folder.resolve("the prompts.jsonl"),
                IntStream.range(0, ROWS)
                        .mapToObj(i -> "{\"id\":\"p" + i + "\",\"prompt\":\"Question " + i + "?\"}")
                        .collect(Collectors.joining("\n")));
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

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void run_signalledOnce_storesCallsInFlightAndGoesOnWithoutAskingTwice(String signal) throws Exception {
        try (LoopbackServer server = new LoopbackServer().hold()) {
            server.allow(4);
            Process run = start(server, "out");
            server.awaitRequests(6);

            send(signal, run);
            String stopping = run.errorReader().readLine();
            server.allow(2);

            List<String> lines = ended(run);
            assertThat(stopping).startsWith("stopping: ");
            assertThat(lines).anyMatch(line -> line.startsWith("stopped: from the keyboard or by a signal"));
            assertThat(server.answers()).isEqualTo(6);
            assertGoesOn(lines.get(lines.size() - 1), server);
        }
    }

    @Test
    void run_interruptedTwice_endsAtOnceAndGoesOn() throws Exception {
        try (LoopbackServer server = new LoopbackServer().hold()) {
            server.allow(4);
            Process run = start(server, "out");
            server.awaitRequests(6);

            send("INT", run);
            BufferedReader err = run.errorReader();
            String stopping = err.readLine();
            send("INT", run);

            List<String> lines = err.lines().toList();
            assertThat(run.waitFor()).isEqualTo(ExitCode.INTERRUPTED.number());
            assertThat(stopping).startsWith("stopping: ");
            assertThat(lines).contains("stopped: ended at once from the keyboard");
            assertThat(server.answers()).isEqualTo(4);
            assertGoesOn(lines.get(lines.size() - 1), server);
        }
    }

    /** Runs the printed command as a shell does, and compares with a run that nobody stopped. */
    private void assertGoesOn(String command, LoopbackServer server) throws Exception {
        server.allowAll();
        Process again = process("bash", "-c", command).start();
        String summary = new String(again.getInputStream().readAllBytes());
        assertThat(again.waitFor()).as(summary).isZero();
        // What a process that was ended at once had asked is asked again; what was answered is not.
        assertThat(server.answers()).isEqualTo(CALLS);
        assertThat(server.answeredAgain()).isZero();
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);

        assertThat(ConstitutionCommand.execute(
                        ConstitutionCommand.commandLine(),
                        Map.of(),
                        arguments(server, folder.resolve("straight").toString()).toArray(String[]::new)))
                .isZero();
        assertThat(folder.resolve("out/pairs.jsonl"))
                .hasSameBinaryContentAs(folder.resolve("straight/pairs.jsonl"))
                .isNotEmptyFile();
    }

    private List<String> ended(Process run) throws InterruptedException {
        List<String> lines = run.inputReader().lines().toList();
        assertThat(run.waitFor()).isEqualTo(ExitCode.INTERRUPTED.number());
        return lines;
    }

    private Process start(LoopbackServer server, String out) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments(server, out));
        Process process = process(command.toArray(String[]::new)).start();
        started.add(process);
        return process;
    }

    @AfterEach
    void endWhatStillRuns() {
        started.forEach(Process::destroyForcibly);
    }

    private List<String> arguments(LoopbackServer server, String out) {
        String prompts = folder.resolve("the prompts.jsonl").toString();
        return List.of(
                "run", "--prompts", prompts, "--out", out, "--model", server.model(), "--rounds=1", "--concurrency=2");
    }

    private ProcessBuilder process(String... command) {
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    private static void send(String signal, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
