package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisspeltNamesTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private List<String> run() throws IOException {
        return List.of(
                "run",
                "--prompts=" + RunFolder.writePrompts(folder.resolve("p.jsonl"), 0, 2),
                "--model=" + server.model(),
                "--rounds=1",
                "--out=" + folder.resolve("out"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --method=rl-cay          | unknown method "rl-cay"; did you mean "rl-cai"? known methods: "sl-cai", "rl-cai", "contrast", "reflection", "interaction"
            --gate=leek              | unknown gate "leek"; did you mean "leak"? known gates:
            --format=jsnl            | unknown value "jsnl" of --format; did you mean "jsonl"? known values: "jsonl", "hh-rlhf", "csv", "tsv", "text"
            --select=randon          | unknown selection "randon"; did you mean "random"?
            --shape=chatt            | unknown shape "chatt"; did you mean "chat"?
            --constitution=asimow    | unknown constitution "asimow"; did you mean "asimov"?
            --critic=opnai:m         | unknown provider "opnai" in "opnai:m"; did you mean "openai"?
            --confirm --judge-by=vots | unknown way of judging "vots"; did you mean "votes"?
            --promts=x               | Possible solutions: --prompts
            """)
    void run_misspeltName_isToldTheNearest(String options, String message) throws IOException {
        assertThat(CommandLineHarness.run(run(), options.split(" "))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains(message);
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            judge --pairs=x --baseline=longr       | unknown value "longr" of --baseline; did you mean "longer"? known values: "longer", "shorter", "first", "random"
            judge --pairs=x --format=trll          | unknown form of pairs "trll"; did you mean "trl"?
            principles show asimow                 | did you mean "asimov"?
            cost opnai:x                           | did you mean "openai"?
            rum                                    | Did you mean: constitution run?
            """)
    void command_misspeltName_isToldTheNearest(String command, String message) {
        assertThat(CommandLineHarness.run(command.split(" "))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains(message);
    }

    @Test
    void retry_misspeltKind_isToldTheNearest() throws IOException {
        CommandLineHarness.run(run()).succeeded();

        assertThat(CommandLineHarness.run("retry", folder.resolve("out").toString(), "--kind=refusd")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("no row failed as \"refusd\"; did you mean \"refused\"?");
    }

    @Test
    void run_misspeltVariables_areAllNamed() throws IOException {
        CommandLineHarness.Result result = CommandLineHarness.run(
                Map.of(
                        "CONSTITUTION_RUN_MAX_TOKEN", "400",
                        "CONSTITUTION_RUN_SEED", "2",
                        "CONSTITUTION_RUN_XYZZY", "1",
                        "CONSTITUTION_MODEL", "",
                        "CONSTITUTION_RUNNER", "x"),
                run().toArray(String[]::new));

        assertThat(result.ended(ExitCode.USAGE).err())
                .contains(
                        "unknown variable \"CONSTITUTION_RUN_MAX_TOKEN\"; did you mean \"CONSTITUTION_RUN_MAX_TOKENS\"? constitution run --help",
                        "unknown variable \"CONSTITUTION_RUN_XYZZY\"; constitution run --help")
                .doesNotContain("RUN_SEED", "CONSTITUTION_RUNNER");
        assertThat(server.requests()).isZero();
    }
}
