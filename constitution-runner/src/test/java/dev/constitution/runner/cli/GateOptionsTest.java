package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates on the command line: the model is stuck at one letter. */
class GateOptionsTest {
    private static final int ROWS = 4;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path prompts;

    @BeforeEach
    void start() throws IOException {
        server.answering(
                request -> Completion.of(request.ownText() + "x".repeat(200)).sent());
        prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
    }

    private CommandLineHarness.Result run(String out, String... more) {
        return CommandLineHarness.run(
                List.of(
                        "run",
                        "--prompts=" + prompts,
                        "--out=" + folder.resolve(out),
                        "--model=" + server.model(),
                        "--rounds=1"),
                more);
    }

    @Test
    void run_gateObjects_isCountedByGateEverywhere() {
        assertThat(run("out").succeeded().out()).startsWith("4 rows: 0 pairs, 4 rejected (repetition 4), 0 failed");
        String out = folder.resolve("out").toString();
        assertThat(CommandLineHarness.run("status", out).out())
                .contains("rejected  repetition             4")
                .contains("gate.repetition: 0.3");
        assertThat(CommandLineHarness.run("status", out, "--json").out()).contains("\"rejected\":{\"repetition\":4}");
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    @Test
    void run_otherGates_isRefusedWithTheDifferenceAndForkedWithoutACall() throws IOException {
        run("strict");
        int calls = server.requests();

        CommandLineHarness.Result changed = run("strict", "--no-gate=repetition", "--gate=leak=0.5,refusal");
        assertThat(changed.ended(ExitCode.USAGE).err())
                .contains("--gate repetition was \"0.3\", is \"off\"")
                .contains("--gate leak was \"0.3\", is \"0.5\"")
                .contains("--gate refusal was \"off\", is \"all\"")
                .contains("--fork");
        CommandLineHarness.Result forked = run("loose", "--no-gate=repetition", "--fork=" + folder.resolve("strict"));
        assertThat(forked.succeeded().out()).startsWith("4 rows: 4 pairs, 0 rejected, 0 failed");
        assertThat(server.requests()).as("calls made by gating again").isEqualTo(calls);
        assertThat(Files.readAllLines(folder.resolve("loose").resolve("pairs.jsonl")))
                .hasSize(ROWS);
    }

    @Test
    void run_gateObjectsBeforeTheJudge_sparesTheJudgesCalls() {
        assertThat(run("out", "--confirm").out()).startsWith("4 rows: 0 pairs, 4 rejected (repetition 4), 0 failed");
        assertThat(server.requests())
                .as("answer, critique and revision of each row")
                .isEqualTo(3 * ROWS);
    }

    @Test
    void run_unknownGate_isRefusedBeforeAnyCall() {
        CommandLineHarness.Result run = run("out", "--gate=repetitoin=0.5");

        assertThat(run.ended(ExitCode.USAGE).err()).contains("did you mean \"repetition\"?");
        assertThat(server.requests()).isZero();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void run_noGateOfWhatLooksAtNothing_isTaken() {
        CommandLineHarness.run(
                        "run",
                        "--prompts=" + prompts,
                        "--out=" + folder.resolve("out"),
                        "--model=" + server.model(),
                        "--method=contrast",
                        "--no-gate=no_revision,repetition")
                .succeeded();
    }

    @Test
    void run_gateThatLooksAtNothing_isRefusedWhereTheCommandLineBeginsARunWithIt() throws IOException {
        Path config = Files.writeString(folder.resolve("run.yaml"), "gate: \"order\"\n");
        String[] order = {"--gate=order", "--limit=3"};
        assertThat(run("refused", order).ended(ExitCode.USAGE).err())
                .contains("--gate order is of use only where a judge is asked");
        assertThat(folder.resolve("refused")).doesNotExist();

        run("out", "--config=" + config, "--limit=2").succeeded();

        run("out", order).succeeded();
        String other = run("out", "--seed=5").ended(ExitCode.USAGE).err();
        assertThat(other).contains("--gate order was \"on\", is \"off\"").contains("as it was begun:");
        run("fork", "--gate=order", "--fork=" + folder.resolve("out")).succeeded();
    }

    @Test
    void run_gatesInAConfigurationFile_areTheSame() throws IOException {
        Path config = folder.resolve("run.yaml");
        Files.writeString(config, "gate: \"refusal=label:safe,leak=0.4\"\nno-gate: \"repetition,turns\"\n");

        run("out", "--config=" + config);

        assertThat(CommandLineHarness.run("status", folder.resolve("out").toString())
                        .out())
                .contains("4 of 4 rows done", "gate.refusal: label:safe", "gate.leak: 0.4")
                .doesNotContain("gate.turns", "gate.repetition");
    }
}
