package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Sampling;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.runner.cost.CostEstimate;
import dev.constitution.runner.cost.EstimateScenario;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {
    private static final int ROWS = 25;

    @TempDir
    private Path folder;

    private RunFolder run;

    @BeforeEach
    void writePrompts() throws IOException {
        run = new RunFolder(folder, "run", ROWS);
    }

    private static TreeMap<String, String> models() {
        TreeMap<String, String> models = new TreeMap<>();
        models.put("generator", "openai:gpt-4o-mini");
        models.put("critic", "openai:gpt-4o");
        models.put("reviser", "openai:gpt-4o-mini");
        return models;
    }

    private static CritiqueRevision.Builder stage(EchoModel model) {
        return CritiqueRevision.builder()
                .constitution(RunFolder.KIND)
                .model(model)
                .rounds(3);
    }

    private DryRunReport dryRun(CritiqueRevision.Builder stage) throws Exception {
        return new DryRun(
                        PromptSource.of(run.prompts()),
                        stage.build(),
                        RunCost.unbounded(models()),
                        OptionalLong.empty(),
                        new DryRun.Models(PromptShape.chat().decides(), false))
                .execute();
    }

    @Test
    void execute_calls_followFromTheStagesSettings() throws Exception {
        EchoModel model = new EchoModel();

        DryRunReport four = dryRun(stage(model));
        DryRunReport bare = dryRun(stage(model).critique(false));
        DryRunReport all = dryRun(stage(model).selector(PrincipleSelector.all()));

        assertThat(four.estimate(EstimateScenario.LOW).total().requests())
                .as("each round asks the critic, also one who finds nothing")
                .isEqualTo(ROWS * 4);
        assertThat(four.estimate(EstimateScenario.HIGH).total().requests()).isEqualTo(ROWS * 7);
        assertThat(four.estimate(EstimateScenario.EXPECTED).total().requests()).isBetween(ROWS * 4L, ROWS * 7L);
        assertThat(bare.estimate(EstimateScenario.LOW).total().requests()).isEqualTo(ROWS * 4);
        assertThat(bare.estimate(EstimateScenario.HIGH).total().requests()).isEqualTo(ROWS * 4);
        assertThat(all.estimate(EstimateScenario.HIGH).total().requests()).isEqualTo(ROWS * 13);
        assertThat(model.calls()).isZero();
    }

    @Test
    void execute_limitBeyondTheUsualLength_changesNoEstimate() throws Exception {
        EchoModel model = new EchoModel();
        Sampling longest = Sampling.MODEL_DEFAULTS.withMaxTokens(100_000);

        CostEstimate free = dryRun(stage(model)).estimate(EstimateScenario.EXPECTED);
        CostEstimate limited = dryRun(stage(model).sampling(longest)).estimate(EstimateScenario.EXPECTED);

        assertThat(limited.total().outputTokens()).isEqualTo(free.total().outputTokens());
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
            RunResult real = new RunFolder(folder, "out" + every, ROWS)
                    .run(stage(model).build(), 3)
                    .provenance(new Provenance("kind", "f", models(), 0))
                    .build()
                    .execute();

            assertThat(real.calls())
                    .isBetween(
                            estimate.estimate(EstimateScenario.LOW).total().requests(),
                            estimate.estimate(EstimateScenario.HIGH).total().requests());
            assertThat(real.spent().cost())
                    .isBetween(
                            estimate.estimate(EstimateScenario.LOW).totalCost().orElseThrow(),
                            estimate.estimate(EstimateScenario.HIGH).totalCost().orElseThrow());
        }
    }

    @Test
    void execute_largeInput_isSampledEvenlyAndCarriedForward() throws Exception {
        run.writePrompts(0, 5000);

        DryRunReport report = dryRun(stage(new EchoModel()));

        assertThat(report.rows()).isEqualTo(5000);
        assertThat(report.sampled()).isEqualTo(500);
        assertThat(report.estimate(EstimateScenario.HIGH).total().requests()).isEqualTo(5000 * 7);
    }
}
