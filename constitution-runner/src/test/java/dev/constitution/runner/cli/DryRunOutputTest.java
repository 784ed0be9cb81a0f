package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run that makes no call prints. */
class DryRunOutputTest {
    private static final int ROWS = 25;

    @TempDir
    private Path folder;

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
    }

    private CommandLineHarness.Result dryRun(String... more) {
        return CommandLineHarness.run(
                List.of("run", "--dry-run", "--prompts=" + prompts, "--out=" + folder.resolve("out")), more);
    }

    @Test
    void run_dryRun_showsRequestsAndOpensNoModel() {
        // A model that is opened asks for its key: no test has one.
        CommandLineHarness.Result result = dryRun(
                        "--model=anthropic:claude-haiku-4-5-20251001", "--critic=mistral:mistral-large-2512")
                .succeeded();

        assertThat(result.out())
                .contains(
                        "== row \"p0\" (line 1)\n-- generate, asked of the generator anthropic:claude-haiku-4-5-20251001")
                .contains("user: Question number 0?")
                .contains("assistant: [the answer of the generator to generate]")
                .contains("-- critique/1, asked of the critic mistral:mistral-large-2512")
                .contains("turns as above)\nassistant: [the answer of the critic to critique/1]")
                .contains("== row \"p2\"")
                .doesNotContain("== row \"p3\"")
                .containsPattern("(?m)^  calls +125 +\\d+ +225$")
                .contains("no call was made");
        assertThat(result.err()).isEmpty();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void run_dryRunAsJson_isOneVersionedObject() throws Exception {
        Files.writeString(prompts, "\nnot json\n", StandardOpenOption.APPEND);
        String[] options = {"--model=openai:gpt-4o-mini", "--critic=openai:gpt-99", "--rounds=1", "--json"};

        CommandLineHarness.Result result = dryRun(options).succeeded();

        JsonNode json = Json.parse(result.out());
        assertThat(json.properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "version",
                        "rows",
                        "bad_rows",
                        "answers_dropped",
                        "warnings",
                        "estimated_from_rows",
                        "prices_as_of",
                        "models",
                        "total",
                        "shown",
                        "unreadable");
        assertThat(json.at("/version").asInt()).isEqualTo(1);
        assertThat(json.at("/rows").asInt()).isEqualTo(ROWS + 1);
        assertThat(json.at("/bad_rows").asInt()).isEqualTo(1);
        assertThat(json.at("/models/0/model").asText()).isEqualTo("openai:gpt-4o-mini");
        assertThat(json.at("/models/0/high/calls").asInt()).isEqualTo(2 * ROWS);
        assertThat(json.at("/models/0/high/usd").decimalValue()).isPositive();
        assertThat(json.at("/models/1/roles").toString()).isEqualTo("[\"critic\"]");
        assertThat(json.at("/models/1/high/usd").isNull()).isTrue();
        assertThat(json.at("/total/expected/usd").isNull()).isTrue();
        assertThat(json.at("/shown")).hasSize(3);
        assertThat(json.at("/shown/0/requests")).hasSize(3);
        assertThat(json.at("/shown/0/requests/0/messages").toString())
                .isEqualTo("[{\"role\":\"user\",\"content\":\"Question number 0?\"}]");
        assertThat(dryRun(options).out()).isEqualTo(result.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--model=openai:gpt-99 --max-cost=1  | --max-cost needs the price of openai:gpt-99",
                "--model=openai:gpt-4o --max-cost=-1 | --max-cost: a cost must be 0 or more, got -1",
                "--model=openai:gpt-4o --max-cost=NaN | 'NaN'",
                "--model=openaj:gpt-4o               | did you mean \"openai\"?",
            })
    void run_modelOrBoundThatCannotBe_isRefusedBeforeAnythingIsOpened(String options, String message) {
        assertThat(dryRun(options.split(" ")).ended(ExitCode.USAGE).err()).contains(message);
    }

    /** Adds lines that are no prompts behind the others. */
    private void spoil(int lines) throws IOException {
        Files.writeString(prompts, "\n{\"prompt\": 5}".repeat(lines), StandardOpenOption.APPEND);
    }

    @Test
    void run_dryRunWithUnreadableRows_namesTheFirstTwentyWithTheirReasons() throws IOException {
        spoil(23);

        String out = dryRun().succeeded().out();
        JsonNode json = Json.parse(dryRun("--json").out());

        assertThat(out)
                .contains("48 rows, 23 of them unreadable\n  " + prompts + ":26: \"prompt\" ")
                .contains(prompts + ":45: ", "\n  … and 3 more\n")
                .doesNotContain(prompts + ":46: ");
        assertThat(json.get("unreadable")).hasSize(20);
        assertThat(json.at("/unreadable/0/line").longValue()).isEqualTo(26);
        assertThat(json.at("/unreadable/0/message").textValue()).startsWith("\"prompt\" ");
    }

    @Test
    void run_dryRunStrict_refusesWhatTheRunWouldRefuse() throws IOException {
        dryRun("--strict").succeeded();
        spoil(1);

        CommandLineHarness.Result refused = dryRun("--strict").ended(ExitCode.USAGE);

        assertThat(refused.err()).contains(prompts + ":26: \"prompt\" ");
        assertThat(refused.out()).isEmpty();
    }
}
