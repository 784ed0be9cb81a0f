package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.cli.ConstitutionCommand;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.cost.Scenario;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DryRunTest {
    private static final Constitution KIND =
            Constitution.of("kind", List.of(Principle.of("kind", "Be kind."), Principle.of("true", "Be true.")));

    @TempDir
    private Path folder;

    private Path prompts;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writePrompts() throws Exception {
        prompts = folder.resolve("prompts.jsonl");
        write(25);
    }

    private void write(int rows) throws Exception {
        RunFolder.writePrompts(prompts, 0, rows);
    }

    private int command(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("run", "--dry-run", "--prompts", prompts.toString(), "--out", folder + "/out"));
        arguments.addAll(List.of(more));
        CommandLine line = ConstitutionCommand.commandLine();
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments.toArray(String[]::new));
    }

    private static TreeMap<String, String> models() {
        TreeMap<String, String> models = new TreeMap<>();
        models.put("generator", "openai:gpt-4o-mini");
        models.put("critic", "openai:gpt-4o");
        models.put("reviser", "openai:gpt-4o-mini");
        return models;
    }

    private CritiqueRevision.Builder stage(EchoModel model) {
        return CritiqueRevision.builder().constitution(KIND).model(model).rounds(3);
    }

    private DryRunReport dryRun(CritiqueRevision.Builder stage) throws Exception {
        return new DryRun(
                        PromptSource.of(prompts),
                        stage.build(),
                        RunCost.unbounded(models()),
                        OptionalLong.empty(),
                        PromptShape.chat().decides(),
                        false)
                .execute();
    }

    @Test
    void execute_calls_followFromTheStagesSettings() throws Exception {
        EchoModel model = new EchoModel();

        DryRunReport four = dryRun(stage(model));
        DryRunReport bare = dryRun(stage(model).critique(false));
        DryRunReport all = dryRun(stage(model).selector(PrincipleSelector.all()));

        assertThat(four.estimate(Scenario.LOW).total().requests()).isEqualTo(25 * 2);
        assertThat(four.estimate(Scenario.HIGH).total().requests()).isEqualTo(25 * 7);
        assertThat(four.estimate(Scenario.EXPECTED).total().requests()).isBetween(25 * 2L, 25 * 7L);
        assertThat(bare.estimate(Scenario.LOW).total().requests()).isEqualTo(25 * 4);
        assertThat(bare.estimate(Scenario.HIGH).total().requests()).isEqualTo(25 * 4);
        assertThat(all.estimate(Scenario.HIGH).total().requests()).isEqualTo(25 * 13);
        assertThat(model.calls()).isZero();
    }

    @Test
    void execute_realRunsOfAnyCritic_areWithinTheEstimate() throws Exception {
        DryRunReport estimate = dryRun(stage(new EchoModel()));
        AtomicInteger critiques = new AtomicInteger();
        for (int every : List.of(1, 2, 3, 1000)) {
            EchoModel model = new EchoModel()
                    .answering(text -> text
                            + "\nSo it is said at some length, as answers are. ".repeat(8)
                            + (critiques.incrementAndGet() % every == 0 ? "<decision>keep</decision>" : ""));
            RunResult real = Run.builder()
                    .prompts(PromptSource.of(prompts))
                    .stage(stage(model).build())
                    .directory(folder.resolve("out" + every))
                    .provenance(new Provenance("kind", "f", models(), 0))
                    .build()
                    .execute();

            assertThat(real.calls())
                    .isBetween(
                            estimate.estimate(Scenario.LOW).total().requests(),
                            estimate.estimate(Scenario.HIGH).total().requests());
            assertThat(real.spent().cost())
                    .isBetween(
                            estimate.estimate(Scenario.LOW).totalCost().orElseThrow(),
                            estimate.estimate(Scenario.HIGH).totalCost().orElseThrow());
        }
    }

    @Test
    void execute_largeInput_isSampledEvenlyAndCarriedForward() throws Exception {
        write(5000);

        DryRunReport report = dryRun(stage(new EchoModel()));

        assertThat(report.rows()).isEqualTo(5000);
        assertThat(report.sampled()).isEqualTo(1000);
        assertThat(report.estimate(Scenario.HIGH).total().requests()).isEqualTo(5000 * 7);
    }

    @Test
    void run_dryRun_showsRequestsAndOpensNoModel() {
        // A model that is opened asks for its key: no test has one.
        assertThat(command("--model", "anthropic:claude-haiku-4-5-20251001", "--critic", "local:no-such-file.gguf"))
                .isZero();

        assertThat(out.toString())
                .contains(
                        "== row \"p0\" (line 1)\n-- generate, asked of the generator anthropic:claude-haiku-4-5-20251001")
                .contains("user: Question number 0?")
                .contains("assistant: [the answer of the generator to generate]")
                .contains("-- critique/1, asked of the critic local:no-such-file.gguf")
                .contains("turns as above)\nassistant: [the answer of the critic to critique/1]")
                .contains("== row \"p2\"")
                .doesNotContain("== row \"p3\"")
                .containsPattern("(?m)^  calls +50 +\\d+ +225$")
                .contains("no call was made");
        assertThat(err.toString()).isEmpty();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void run_dryRunAsJson_isOneVersionedObject() throws Exception {
        Files.writeString(prompts, "\nnot json\n", StandardOpenOption.APPEND);

        assertThat(command("--model", "openai:gpt-4o-mini", "--critic", "openai:gpt-99", "--rounds", "1", "--json"))
                .isZero();

        JsonNode json = Json.parse(out.toString());
        assertThat(json.properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "version",
                        "rows",
                        "bad_rows",
                        "estimated_from_rows",
                        "prices_as_of",
                        "models",
                        "total",
                        "shown");
        assertThat(json.path("version").asInt()).isEqualTo(1);
        assertThat(json.path("rows").asInt()).isEqualTo(26);
        assertThat(json.path("bad_rows").asInt()).isEqualTo(1);
        JsonNode mini = json.path("models").path(0);
        assertThat(json.path("models").path(1).path("high").path("usd").isNull())
                .isTrue();
        assertThat(json.path("models").path(1).path("roles").toString()).isEqualTo("[\"critic\"]");
        assertThat(mini.path("model").asText()).isEqualTo("openai:gpt-4o-mini");
        assertThat(mini.path("high").path("calls").asInt()).isEqualTo(50);
        assertThat(mini.path("high").path("usd").decimalValue()).isPositive();
        assertThat(json.path("total").path("expected").path("usd").isNull()).isTrue();
        assertThat(json.path("shown")).hasSize(3);
        assertThat(json.path("shown").path(0).path("requests")).hasSize(3);
        assertThat(json.path("shown")
                        .path(0)
                        .path("requests")
                        .path(0)
                        .path("messages")
                        .toString())
                .isEqualTo("[{\"role\":\"user\",\"content\":\"Question number 0?\"}]");
        String first = out.toString();
        out.getBuffer().setLength(0);
        command("--model", "openai:gpt-4o-mini", "--critic", "openai:gpt-99", "--rounds", "1", "--json");
        assertThat(out).hasToString(first);
    }

    @Test
    void run_unknownPriceWithMaxCost_isRefusedBeforeAnythingIsOpened() {
        assertThat(command("--model", "openai:gpt-99", "--max-cost", "1")).isEqualTo(2);
        assertThat(command("--model", "openai:gpt-4o", "--max-cost", "-1")).isEqualTo(2);
        assertThat(command("--model", "openai:gpt-4o", "--max-cost", "NaN")).isEqualTo(2);
        assertThat(command("--model", "openaj:gpt-4o")).isEqualTo(2);

        assertThat(err.toString())
                .contains("--max-cost needs the price of openai:gpt-99")
                .contains("--max-cost: a cost must be 0 or more, got -1")
                .contains("'NaN'")
                .contains("did you mean \"openai\"?");
    }
}
