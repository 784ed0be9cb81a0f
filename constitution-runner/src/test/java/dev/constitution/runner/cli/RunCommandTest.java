package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path out;
    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        out = folder.resolve("out");
        prompts = RunFolder.writePrompts(folder.resolve("p.jsonl"), 0, 2);
    }

    private CommandLineHarness.Result run(String... more) {
        return run(Map.of(), more);
    }

    private CommandLineHarness.Result run(Map<String, String> environment, String... more) {
        List<String> command = List.of("run", "--out=" + out, "--prompts=" + prompts, "--model=" + server.model());
        return CommandLineHarness.run(
                environment, CommandLineHarness.with(command, more).toArray(String[]::new));
    }

    private Path config(String yaml) throws IOException {
        return Files.writeString(folder.resolve("c.yaml"), yaml);
    }

    private Map<String, String> settings() throws IOException {
        try (RunStore store = RunStore.open(out)) {
            return RunManifest.of(store).settings().values();
        }
    }

    @Test
    void run_json_printsOneVersionedObjectAndNothingElse() {
        CommandLineHarness.Result result = run("--json", "--rounds=1").succeeded();

        JsonNode json = result.json();
        assertThat(json.get("version").intValue()).isEqualTo(2);
        assertThat(json.get("status").textValue()).isEqualTo("complete");
        assertThat(json.get("exit_code").intValue()).isZero();
        assertThat(json.get("rows").intValue()).isEqualTo(2);
        assertThat(json.get("outcomes").get("pair").get("rows").intValue()).isEqualTo(2);
        assertThat(json.get("outcomes").get("failed").toString()).isEqualTo("{\"rows\":0,\"by\":{}}");
        assertThat(json.at("/this_start/calls").intValue()).isEqualTo(6);
        assertThat(json.get("all_starts")).isEqualTo(json.get("this_start"));
        assertThat(json.get("files").get(0).get("file").textValue()).endsWith("pairs.jsonl");
        assertThat(json.get("go_on").isNull()).isTrue();
        assertThat(result.err()).contains("2 rows: 2 pairs");
    }

    @Test
    void run_nobodyAtTheAddress_stopsWithTheAddressAndTheCommandToGoOn() {
        server.stop();

        assertThat(run("--attempts=1").ended(ExitCode.PARTIAL).out())
                .contains("2 rows: 0 pairs", server.url().substring("http://".length()), "check the address")
                .contains("to go on:\n  constitution run");
    }

    @Test
    void run_tooManyRowsFail_stopsWithItsOwnCode() {
        server.answerWith(Completion.of("").sent());

        assertThat(run("--fail-on-error=0", "--concurrency=1")
                        .ended(ExitCode.TOO_MANY_FAILED)
                        .out())
                .contains("1 failed (empty 1), 1 left", "--fail-on-error", "to go on:");
        run("--fail-on-error=2").ended(ExitCode.USAGE);
    }

    @Test
    void run_quiet_saysNothingWhenAllIsWell() {
        CommandLineHarness.Result result = run("--quiet", "--rounds=1").succeeded();

        assertThat(result.out() + result.err()).isEmpty();
    }

    @Test
    void run_configEnvironmentAndFlag_theNearerComesFirst() throws IOException {
        Path file = config("seed: 1\nrounds: 1\nselect: all\ntemperature: 0.5\nno-critique: true\nquiet: true\n");

        CommandLineHarness.Result result = run(
                        Map.of("CONSTITUTION_RUN_SEED", "2", "CONSTITUTION_RUN_SELECT", "in-order"),
                        "--config=" + file,
                        "--seed=3",
                        "--quiet=false",
                        "--no-critique")
                .succeeded();

        assertThat(settings())
                .containsEntry("seed", "3")
                .containsEntry("select", "in-order")
                .containsEntry("temperature", "0.5")
                .containsEntry("critique", "false")
                .hasEntrySatisfying("constitution", id -> assertThat(id).isNotEmpty());
        assertThat(result.out()).contains("2 rows: 2 pairs");
    }

    @Test
    void run_configOfTheEnvironment_givesRequiredOptionsToo() throws IOException {
        Path file = config(
                "prompts: \"" + prompts + "\"\nout: \"" + out + "\"\nrounds: 1\nmodel: \"" + server.model() + "\"\n");

        CommandLineHarness.Result result =
                CommandLineHarness.run(Map.of("CONSTITUTION_RUN_CONFIG", file.toString()), "run");

        assertThat(result.succeeded().out()).contains("2 rows: 2 pairs");
    }

    @Test
    void run_faultyConfig_namesAllFaultsWithTheirPlaces() throws IOException {
        Path file = config("ronds: 2\nseed: x\nformat: csvv\nlimit: 2.5\nquiet: !!str yes\n");

        assertThat(run("--config=" + file).ended(ExitCode.USAGE).err().lines())
                .contains(
                        file + ":1:1: unknown key \"ronds\"; did you mean \"rounds\"?",
                        file + ":2:7: \"seed\" must be a whole number, is text",
                        file + ":4:8: \"limit\" must be a whole number, is a number",
                        file + ":5:8: YAML tags are not supported; remove \"!!str\"")
                .anyMatch(line -> line.startsWith(file + ":3:9: \"format\" must be jsonl,")
                        && line.endsWith("did you mean \"csv\"?"));
        assertThat(server.received()).isEmpty();
    }

    @Test
    void run_badValueOfTheEnvironment_isTracedToIt() {
        assertThat(run(Map.of("CONSTITUTION_RUN_ROUNDS", "two"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("'two' is not an int; it is set by CONSTITUTION_RUN_ROUNDS");
    }

    @Test
    void run_misspeltOption_isNamedBesideWhatIsMissing() {
        assertThat(CommandLineHarness.run("run", "--promts", "x")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--promts", "Possible solutions: --prompts", "Missing required options");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--api-key=sk-1234", "--api-key sk-1234", "--openai-api-key=sk-1234", "--token=sk-1234"})
    void run_keyAsOption_isRefusedWithoutRepeatingIt(String option) {
        assertThat(run(option.split(" ")).ended(ExitCode.USAGE).err())
                .contains("keys are not taken from the command line", "OPENAI_API_KEY_FILE")
                .doesNotContain("sk-1234");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.db", "run.lock", "pairs.jsonl.partial"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "making links takes a privilege there")
    void run_linkInTheFolder_isRefusedAndItsTargetKept(String name) throws IOException {
        Path target = Files.writeString(folder.resolve("precious"), "precious");
        Path link = Files.createSymbolicLink(Files.createDirectories(out).resolve(name), target);

        assertThat(run("--rounds=1").ended(ExitCode.USAGE).err()).contains(link + ": is a symbolic link");
        assertThat(target).hasContent("precious");
    }

    @Test
    void run_controlCharactersInRowsAndAnswers_doNotReachTheTerminal() throws IOException {
        Files.writeString(prompts, "{\"prompt\":\"\\u001b[31mred \\u009b2J\\u202e?\"}\n{\"prom\\u001b[2Jpt\":1}\n");

        CommandLineHarness.Result result = run("--rounds=1").ended(ExitCode.FAILED_ROWS);

        assertThat(result.out()).contains("red").doesNotContain("\u001b", "\u009b", "\u202e");
        assertThat(result.err()).doesNotContain("\u001b");
    }

    @Test
    void options_flags_canBeTurnedOnInAFileAndStillBeGiven() {
        // A flag without it would be turned off by being given: picocli inverts the default.
        assertThat(ConstitutionCommand.commandLine()
                        .getSubcommands()
                        .get("run")
                        .getCommandSpec()
                        .options())
                .filteredOn(option -> option.type() == boolean.class && !option.usageHelp() && !option.versionHelp())
                .isNotEmpty()
                .allSatisfy(option -> assertThat(option.fallbackValue()).isEqualTo("true"));
    }
}
