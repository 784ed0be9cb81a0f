package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Sampling;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.cost.Prices;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.stage.CritiqueRevision;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose budget is used up on the way. */
class BudgetRunTest {
    private static final int ROWS = 20;
    private static final TreeMap<String, String> MODELS = new TreeMap<>(
            Map.of("generator", "openai:gpt-4o-mini", "critic", "openai:gpt-4o-mini", "reviser", "openai:gpt-4o-mini"));

    @TempDir
    private Path folder;

    private static RunResult run(RunFolder run, EchoModel model, int concurrency, long tokens) throws Exception {
        CritiqueRevision stage = CritiqueRevision.builder()
                .constitution(RunFolder.KIND)
                .model(model)
                .sampling(Sampling.MODEL_DEFAULTS.withMaxTokens(20))
                .rounds(2)
                .build();
        return run.run(stage, 2)
                .provenance(new Provenance("kind", "f", MODELS, 7))
                .concurrency(concurrency)
                .cost(new RunCost(Prices.builtIn(), MODELS, Optional.empty(), OptionalLong.of(tokens)))
                .build()
                .execute();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void execute_budgetUsedUp_stopsResumablyAndCountsEarlierStarts(int concurrency) throws Exception {
        RunResult all = run(new RunFolder(folder, "all", ROWS), new EchoModel(), 4, 1_000_000_000);
        long needed = all.spent().amount().tokens();
        long largest = needed / all.calls() * 4;
        RunFolder out = new RunFolder(folder, "out", ROWS);

        EchoModel model = new EchoModel();
        RunResult stopped = run(out, model, concurrency, needed / 2);

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.BUDGET);
        assertThat(stopped.stopped().orElseThrow().message()).contains("go on with a higher --max-run-tokens");
        assertThat(stopped.spent().amount().tokens()).isLessThanOrEqualTo(needed / 2 + concurrency * largest);
        assertThat(stopped.outcomes().of(OutcomeKind.FAILED)).isZero();
        out.requireSound(ROWS, stopped.outcomes().total());

        EchoModel again = new EchoModel();
        RunResult same = run(out, again, concurrency, needed / 2);
        assertThat(same.exitCode()).isEqualTo(ExitCode.BUDGET);
        assertThat(same.spent().amount().requests()).isEqualTo(model.calls() + again.calls());
        assertThat(again.calls()).isLessThan(ROWS);

        RunResult resumed = run(out, new EchoModel(), concurrency, 1_000_000_000);
        assertThat(resumed.exitCode()).isEqualTo(ExitCode.COMPLETE);
        assertThat(resumed.spent().amount()).isEqualTo(all.spent().amount());
        assertThat(resumed.spent().cost()).isEqualTo(all.spent().cost());
    }
}
