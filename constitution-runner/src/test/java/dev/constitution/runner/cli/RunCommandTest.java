package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    @TempDir
    private Path folder;

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private LoopbackServer server;
    private Path prompts;

    @BeforeEach
    void open() throws IOException {
        server = new LoopbackServer();
        prompts = Files.writeString(folder.resolve("p.jsonl"), "{\"prompt\":\"One?\"}\n{\"prompt\":\"Two?\"}\n");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private int run(Map<String, String> environment, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("run", "--out", folder.resolve("out").toString()));
        arguments.addAll(List.of("--prompts", prompts.toString(), "--model", server.model()));
        arguments.addAll(List.of(more));
        return execute(environment, arguments.toArray(String[]::new));
    }

    private int execute(Map<String, String> environment, String... arguments) {
        CommandLineHarness.Result result = CommandLineHarness.run(environment, arguments);
        out.append(result.out());
        err.append(result.err());
        return result.exitCode();
    }

    private Path config(String yaml) throws IOException {
        return Files.writeString(folder.resolve("c.yaml"), yaml);
    }

    private Map<String, String> settings() throws IOException {
        try (RunStore store = RunStore.open(folder.resolve("out"))) {
            return RunManifest.of(store).settings().values();
        }
    }

    @Test
    void run_json_printsOneVersionedObjectAndNothingElse() {
        assertThat(run(Map.of(), "--json", "--rounds=1")).isZero();

        assertThat(out.toString().lines()).hasSize(1);
        JsonNode json = Json.parse(out.toString());
        assertThat(json.get("version").intValue()).isEqualTo(1);
        assertThat(json.get("status").textValue()).isEqualTo("complete");
        assertThat(json.get("exit_code").intValue()).isZero();
        assertThat(json.get("rows").intValue()).isEqualTo(2);
        assertThat(json.get("outcomes").get("pair").get("rows").intValue()).isEqualTo(2);
        assertThat(json.get("outcomes").get("failed").toString()).isEqualTo("{\"rows\":0,\"by\":{}}");
        assertThat(json.get("calls").intValue()).isEqualTo(6);
        assertThat(json.get("files").get(0).get("file").textValue()).endsWith("pairs.jsonl");
        assertThat(json.get("go_on").isNull()).isTrue();
        assertThat(err.toString()).contains("2 rows: 2 pairs");
    }

    @Test
    void run_nobodyAtTheAddress_stopsWithTheAddressAndTheCommandToGoOn() {
        server.stop();

        assertThat(run(Map.of(), "--attempts=1")).isEqualTo(ExitCode.PARTIAL.number());

        assertThat(out.toString())
                .contains("2 rows: 0 pairs", server.url().substring("http://".length()), "check the address")
                .contains("to go on:\n  constitution run");
    }

    @Test
    void run_tooManyRowsFail_stopsWithItsOwnCode() {
        server.answerWith(Completion.of("").sent());

        assertThat(run(Map.of(), "--fail-on-error=0", "--concurrency=1")).isEqualTo(9);

        assertThat(out.toString()).contains("1 failed (empty 1), 1 left", "--fail-on-error", "to go on:");
        assertThat(run(Map.of(), "--fail-on-error=2")).isEqualTo(2);
    }

    @Test
    void run_quiet_saysNothingWhenAllIsWell() {
        assertThat(run(Map.of(), "--quiet", "--rounds=1")).isZero();

        assertThat(out.toString() + err).isEmpty();
    }

    @Test
    void run_configEnvironmentAndFlag_theNearerComesFirst() throws IOException {
        Path file = config("seed: 1\nrounds: 1\nselect: all\ntemperature: 0.5\nno-critique: true\nquiet: true\n");

        int code = run(
                Map.of("CONSTITUTION_RUN_SEED", "2", "CONSTITUTION_RUN_SELECT", "in-order"),
                "--config=" + file,
                "--seed=3",
                "--quiet=false",
                "--no-critique");

        assertThat(code).as(err.toString()).isZero();
        Map<String, String> settings = settings();
        assertThat(settings.get("seed")).isEqualTo("3");
        assertThat(settings.get("select")).isEqualTo("in-order");
        assertThat(settings.get("temperature")).isEqualTo("0.5");
        assertThat(settings.get("critique")).isEqualTo("false");
        assertThat(settings.get("constitution")).isNotEmpty();
        assertThat(out.toString()).contains("2 rows: 2 pairs");
    }

    @Test
    void run_configOfTheEnvironment_givesRequiredOptionsToo() throws IOException {
        Path file = config("prompts: \"" + prompts + "\"\nout: \"" + folder.resolve("out") + "\"\nrounds: 1\nmodel: \""
                + server.model() + "\"\n");

        assertThat(execute(Map.of("CONSTITUTION_RUN_CONFIG", file.toString()), "run"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("2 rows: 2 pairs");
    }

    @Test
    void run_faultyConfig_namesAllFaultsWithTheirPlaces() throws IOException {
        Path file = config("ronds: 2\nseed: x\nformat: csvv\nlimit: 2.5\nquiet: !!str yes\n");

        assertThat(run(Map.of(), "--config", file.toString())).isEqualTo(2);

        assertThat(err.toString().lines())
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
        assertThat(run(Map.of("CONSTITUTION_RUN_ROUNDS", "two"))).isEqualTo(2);

        assertThat(err.toString()).contains("'two' is not an int; it is set by CONSTITUTION_RUN_ROUNDS");
    }

    @Test
    void run_misspeltOption_isNamedBesideWhatIsMissing() {
        assertThat(execute(Map.of(), "run", "--promts", "x")).isEqualTo(2);

        assertThat(err.toString()).contains("--promts", "Possible solutions: --prompts", "Missing required options");
    }

    @Test
    void run_keyAsOption_isRefusedWithoutRepeatingIt() {
        for (String option : List.of("--api-key=sk-1234", "--openai-api-key=sk-1234", "--token=sk-1234")) {
            assertThat(run(Map.of(), option)).isEqualTo(2);
        }
        assertThat(run(Map.of(), "--api-key", "sk-1234")).isEqualTo(2);

        assertThat(err.toString())
                .contains("keys are not taken from the command line", "OPENAI_API_KEY_FILE")
                .doesNotContain("sk-1234");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "making links takes a privilege there")
    void run_linkInTheFolder_isRefusedAndItsTargetKept() throws IOException {
        for (String name : List.of("run.db", "run.lock", "pairs.jsonl.partial")) {
            Path out = Files.createDirectories(folder.resolve("out"));
            Path target = Files.writeString(folder.resolve("precious"), "precious");
            Path link = Files.createSymbolicLink(out.resolve(name), target);

            assertThat(run(Map.of(), "--rounds=1")).isEqualTo(2);

            assertThat(err.toString()).contains(link + ": is a symbolic link");
            assertThat(target).hasContent("precious");
            Files.delete(link);
        }
    }

    @Test
    void run_controlCharactersInRowsAndAnswers_doNotReachTheTerminal() throws IOException {
        Files.writeString(prompts, "{\"prompt\":\"\\u001b[31mred \\u009b2J\\u202e?\"}\n{\"prom\\u001b[2Jpt\":1}\n");

        assertThat(run(Map.of(), "--rounds=1")).isEqualTo(3);

        assertThat(out.toString()).contains("red").doesNotContain("\u001b", "\u009b", "\u202e");
        assertThat(err.toString()).doesNotContain("\u001b");
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
