package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of a run agree with one another, whatever its limits and starts were, and wherever they are shown. */
class FiguresTest {
    private static final int ROWS = 5;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path out;
    private List<String> command;

    @BeforeEach
    void writePrompts() throws IOException {
        Path prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
        out = folder.resolve("out");
        command = List.of("run", "--prompts=" + prompts, "--out=" + out, "--model=" + server.model(), "--rounds=1");
    }

    private String show(String... arguments) {
        return CommandLineHarness.run(arguments).succeeded().out();
    }

    private JsonNode status() {
        return Json.parse(show("status", out.toString(), "--json"));
    }

    private static void requireFigures(JsonNode figures, int rows, int finished) {
        assertThat(figures.get("rows").intValue()).isEqualTo(rows);
        assertThat(figures.get("finished").intValue()).isEqualTo(finished);
        assertThat(figures.get("left").intValue()).isEqualTo(rows - finished);
        assertThat(figures.get("input_rows").intValue()).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @CsvSource({"4, 2, 4", "2, 4, 4", "3, 3, 3", "2, 9, 5"})
    void run_limitAfterALimit_countsWhatIsDoneAmongTheRows(int first, int second, int rows) {
        CommandLineHarness.run(command, "--limit=" + first).succeeded();

        CommandLineHarness.Result result =
                CommandLineHarness.run(command, "--limit=" + second, "--json").succeeded();

        requireFigures(result.json(), rows, rows);
        requireFigures(status(), rows, rows);
        assertThat(result.err())
                .contains(rows + " rows: " + rows + " pairs")
                .doesNotContainPattern(" left|about -|, -[0-9]");
        assertThat(show("status", out.toString()))
                .startsWith(rows + " of " + rows + " rows done" + (rows == ROWS ? "" : "; the input has " + ROWS));
    }

    @Test
    void export_finishedLimitedRun_isFinished() throws IOException {
        CommandLineHarness.run(command, "--limit=2").succeeded();

        String exported = show("export", out.toString(), "--format=trl", "--to=" + folder.resolve("trl.jsonl"));
        show("export", out.toString(), "--format=hf", "--to=" + folder.resolve("hf"));

        assertThat(exported).doesNotContain("not complete");
        assertThat(Files.readString(folder.resolve("hf/README.md")))
                .contains("## What became of 2 prompts")
                .doesNotContain("not done");
        JsonNode manifest = Json.parse(Files.readString(folder.resolve("hf/manifest.json")));
        assertThat(manifest.get("took")).isEqualTo(status().get("all_starts"));
    }

    @Test
    void export_runThatStoppedOnTheWay_saysWhatStatusSays() {
        CommandLineHarness.run(command, "--limit=4", "--concurrency=1", "--max-run-tokens=100")
                .ended(ExitCode.BUDGET);

        JsonNode status = status();
        assertThat(status.get("finished").intValue()).isLessThan(4);
        requireFigures(status, 4, status.get("finished").intValue());
        String said = show("status", out.toString()).lines().findFirst().orElseThrow();
        assertThat(show("export", out.toString(), "--format=trl", "--to=" + folder.resolve("trl.jsonl")))
                .contains("the run is not complete: " + said);
    }

    @Test
    void show_runWithPricesOfItsOwn_reckonsByThem() throws IOException {
        Path prices = Files.writeString(
                folder.resolve("prices.yaml"),
                "as_of: 2025-12-31\nmodels:\n  \"openai-compatible:\": {input: 10, output: 100}\n");
        CommandLineHarness.run(command, "--limit=1").succeeded();
        assertThat(show("show", out.toString(), "1")).contains("cost unknown");
        assertThat(show("status", out.toString())).contains("cost: unknown, since the price table lacks openai-comp");
        assertThat(status().at("/all_starts/cost_usd").isNull()).isTrue();

        CommandLineHarness.run(command, "--limit=1", "--prices=" + prices).succeeded();
        Files.delete(prices);

        // Three calls of 11 tokens in and 5 out.
        assertThat(show("show", out.toString(), "1")).contains("cost at the run's prices", ", $0.00061", ", $0.00183");
        assertThat(show("status", out.toString())).contains("cost: $0.00183 for 33 tokens in and 15 tokens out");
        assertThat(status().at("/all_starts/cost_usd").decimalValue()).isEqualByComparingTo("0.00183");
    }

    @Test
    void run_onlyOneModelHasAPrice_saysAtLeast() throws IOException {
        Path prices = Files.writeString(
                folder.resolve("prices.yaml"),
                "as_of: 2025-12-31\nmodels:\n  \"" + server.model() + "\": {input: 10, output: 100}\n");
        String critic = server.model().replace("stub", "other");
        List<String> mixed = CommandLineHarness.with(command, "--critic=" + critic, "--prices=" + prices);

        CommandLineHarness.Result result =
                CommandLineHarness.run(mixed, "--json").succeeded();

        JsonNode all = result.json().get("all_starts");
        assertThat(all.get("cost_usd").isNull()).isTrue();
        assertThat(all.get("priced_usd").decimalValue()).isEqualByComparingTo("0.0061");
        assertThat(all.get("unpriced_calls").intValue()).isEqualTo(ROWS);
        assertThat(all.get("unpriced_models").toString()).isEqualTo("[\"" + critic + "\"]");
        assertThat(result.err())
                .contains("cost: at least $0.0061, 5 calls unpriced, since the price table lacks " + critic);
        assertThat(show("status", out.toString())).contains("cost: at least $0.0061, 5 calls unpriced");
        assertThat(show("show", out.toString(), "1")).contains("at least $0.00122, 1 call unpriced");
        assertThat(CommandLineHarness.run(mixed, "--max-cost=1")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--max-cost needs the price of " + critic);
    }

    @Test
    void run_refusalsWithoutEnd_stayWithinTheBudget() throws IOException {
        RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, 100);
        server.answering(request -> Completion.of("")
                .refusal("I cannot help with that.")
                .usage("{\"prompt_tokens\":50,\"completion_tokens\":1000}")
                .sent());

        String stopped = CommandLineHarness.run(command, "--max-run-tokens=5000", "--concurrency=2")
                .ended(ExitCode.BUDGET)
                .out();

        assertThat(server.requests()).isBetween(3, 5);
        assertThat(stopped).contains(String.format("for %d tokens in and", 50 * server.requests()));
    }
}
