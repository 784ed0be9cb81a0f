package dev.constitution.runner.cli;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.Message;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.CostEstimate;
import dev.constitution.runner.cost.EstimateScenario;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.dataset.Boilerplate;
import dev.constitution.runner.dataset.DatasetReport;
import dev.constitution.runner.dataset.LengthBias;
import dev.constitution.runner.dataset.TokenLengths;
import dev.constitution.runner.display.ConstitutionsJson;
import dev.constitution.runner.display.DryRunJson;
import dev.constitution.runner.display.RetryAdvice;
import dev.constitution.runner.display.RunSummaryJson;
import dev.constitution.runner.export.OrderCounts;
import dev.constitution.runner.export.WrittenFile;
import dev.constitution.runner.input.InputNotes;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.run.DryRunReport;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.OutcomeCounts;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.GoldenFile;
import dev.constitution.runner.testing.StoredRows;
import dev.constitution.runner.wire.RequestPreview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --json} prints, byte for byte: programs read it. */
class JsonOutputTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"10, whole-dollars", "0.00000012345, small"})
    void runSummary_stoppedWithEverythingToTell_hasTheseBytes(String usd, String name) throws IOException {
        RunResult result = result(
                new Spent(new Amount(9, 800, 3, 3_000_000_000L, 60, 5, 2), Cost.of(usd), 4, 0, new TreeSet<>()),
                List.of(
                        new WrittenFile(Path.of("out/pairs.jsonl"), 2, new TreeMap<>(), List.of()),
                        new WrittenFile(
                                Path.of("out/\"x\".csv"),
                                0,
                                new TreeMap<>(Map.of("left out: duplicate", 1L, "a", 2L)),
                                List.of())),
                new TreeMap<>(Map.of(FailureKind.RATE_LIMITED, 3L, FailureKind.UNAVAILABLE, 1L)),
                Optional.of(new RunStop(ExitCode.BUDGET, "the budget\nis used up")));

        new GoldenFile("cli/run-summary-" + name + ".json")
                .requireEqual(RunSummaryJson.of(
                                result,
                                RetryAdvice.ofPairs(result.reasons()),
                                Optional.of("constitution run --out 'a b'"))
                        + "\n");
    }

    @Test
    void runSummary_nothingToTell_hasTheseBytes() throws IOException {
        RunResult result = result(
                new Spent(Amount.NONE, Cost.ZERO, 0, 3, new TreeSet<>(List.of("a:b"))),
                List.of(),
                new TreeMap<>(),
                Optional.empty());

        new GoldenFile("cli/run-summary-bare.json")
                .requireEqual(
                        RunSummaryJson.of(result, RetryAdvice.ofPairs(result.reasons()), Optional.empty()) + "\n");
    }

    private static RunResult result(
            Spent spent, List<WrittenFile> files, Map<FailureKind, Long> retries, Optional<RunStop> stopped) {
        SortedMap<OutcomeKind, SortedMap<String, Long>> outcomes = new TreeMap<>();
        outcomes.put(OutcomeKind.PAIR, new TreeMap<>(Map.of("", 2L)));
        outcomes.put(OutcomeKind.FAILED, new TreeMap<>(Map.of("timeout", 1L, "empty", 5L, "bad_input", 5L)));
        DatasetReport data = new DatasetReport(
                List.of(),
                new LengthBias(40, 1, 100, 10, 1.5),
                new TokenLengths("estimated by kinds of characters", 700, List.of(), 0),
                new Boilerplate(List.of(), List.of(), 0),
                new TreeMap<>(),
                List.of());
        return new RunResult(
                20,
                new OutcomeCounts(outcomes),
                List.of(),
                4,
                Duration.ofMillis(61_230),
                files,
                data,
                30,
                new InputNotes(2, Map.of("context", 4L)),
                spent,
                spent,
                2,
                retries,
                new OrderCounts(6, 5, 1),
                stopped);
    }

    @Test
    void dryRun_ofTwoModels_hasTheseBytes() throws IOException {
        TreeMap<String, String> models = new TreeMap<>(
                Map.of("generator", "openai:gpt-4o-mini", "critic", "openai:gpt-4o-mini", "judge", "openai:gpt-99"));
        RunCost cost = RunCost.unbounded(models);
        Map<EstimateScenario, CostEstimate> estimates = new EnumMap<>(EstimateScenario.class);
        for (EstimateScenario scenario : EstimateScenario.values()) {
            long n = scenario.answerTokens();
            estimates.put(
                    scenario,
                    new CostEstimate(
                            cost,
                            new TreeMap<>(Map.of(
                                    "generator", new Amount(1, n, 0, 1, 1, 1),
                                    "critic", new Amount(2, n, 0, 40_000_000, 1, 1),
                                    "judge", new Amount(3, n, 0, 2, 1, 1)))));
        }
        List<RequestPreview.Request> requests = List.of(
                new RequestPreview.Request(
                        "generate",
                        "generator",
                        List.of(Message.system("Be brief."), Message.user("\"Half\" \ud800?"))),
                new RequestPreview.Request("critique/1", "critic", List.of(Message.user("Why?"))));
        DryRunReport report = new DryRunReport(
                "p.jsonl",
                12,
                OptionalLong.empty(),
                1,
                List.of(new InputRow.Bad(7, "no JSON")),
                InputNotes.NONE,
                5,
                cost,
                List.of(new DryRunReport.Row(3, "p\n3", requests)),
                estimates,
                List.of());

        new GoldenFile("cli/dry-run.json").requireEqual(DryRunJson.of(report) + "\n");
    }

    @Test
    void principles_setsWithAndWithoutExemplars_haveTheseBytes() throws IOException {
        new GoldenFile("cli/principles.json")
                .requireEqual(ConstitutionsJson.of(List.of(StoredRows.HOUSE, Constitutions.builtIn("asimov"))) + "\n");
    }

    @Test
    void cost_knownCheapAndUnknownPrices_hasTheseBytes() throws IOException {
        Path prices = Files.writeString(folder.resolve("prices.yaml"), """
                as_of: 2026-01-02
                models:
                  openai:cheap: {input: 0.0000001, output: 10000000}
                  openai:round: {per: request, usd: 100}
                """);

        CommandLineHarness.Result result = CommandLineHarness.run(
                "cost",
                "openai:cheap",
                "openai:round",
                "openai:gpt-99",
                "local:",
                "--cached",
                "--users=10",
                "--days=2",
                "--prices=" + prices,
                "--json");

        new GoldenFile("cli/cost.json").requireEqual(result.out());
    }

    @Test
    void status_ofRowsOfEveryKind_hasTheseBytes() throws IOException {
        Path run = StoredRows.write(folder.resolve("run"), StoredRows.all());
        try (RunStore store = RunStore.openExisting(run)) {
            store.writer().meta("returned_models", "{\"critic\":[\"b-2\",\"b-1\"],\"generator\":[]}");
        }

        new GoldenFile("cli/status.json")
                .requireEqual(CommandLineHarness.run("status", run.toString(), "--json")
                        .out()
                        .replace(run.toString(), "FOLDER"));
    }
}
