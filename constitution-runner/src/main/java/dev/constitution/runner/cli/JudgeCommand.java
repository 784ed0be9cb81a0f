package dev.constitution.runner.cli;

import dev.constitution.chat.ModelRole;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.display.JudgeOutput;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.options.DecidesRun;
import dev.constitution.runner.options.Heading;
import dev.constitution.runner.options.MakesStageRun;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.options.PairOptions;
import dev.constitution.runner.options.PrincipleOptions;
import dev.constitution.runner.options.RunOptions;
import dev.constitution.runner.options.RunParts;
import dev.constitution.runner.options.UnderHeading;
import dev.constitution.runner.options.VerdictOptions;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.score.Baseline;
import dev.constitution.runner.score.BaselineJudging;
import dev.constitution.runner.score.InjectionStage;
import dev.constitution.runner.score.JudgeScore;
import dev.constitution.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code constitution judge}: holds a judge, or a baseline, against people's labels. */
@Command(
        name = "judge",
        description = "Judges answers that people have labelled, and says how far judge and people agree.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = {
            "constitution judge --pairs=FILE --out=DIR [OPTION]...",
            "       constitution judge --pairs=FILE --baseline=RULE [OPTION]...",
            "       constitution judge --injections --out=DIR [OPTION]..."
        },
        footer = {"", "Ends with the exit codes of: constitution run --help"})
final class JudgeCommand implements Callable<Integer>, MakesStageRun {
    private static final String EMBEDDED = "local:";

    @Spec
    private CommandSpec spec;

    @Mixin
    private PairOptions pairs;

    @Mixin
    private PrincipleOptions principles;

    @Mixin
    private VerdictOptions verdicts;

    @UnderHeading(Heading.MODELS)
    @DecidesRun("judge")
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "The judge's model, as in: constitution run. Default: local:, the embedded one.")
    private @Nullable String model;

    @UnderHeading(Heading.MODELS)
    @NoPartOfRun("a rule asks no model, and keeps no folder")
    @Option(names = "--baseline", paramLabel = "RULE", description = "Ask no model: ${COMPLETION-CANDIDATES}.")
    private @Nullable Baseline baseline;

    @UnderHeading(Heading.OUTPUT)
    @NoPartOfRun("a folder may be moved")
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The folder of a judge's run. The same command with the same folder goes on where it stopped.")
    private @Nullable Path out;

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (pairs.areAttacks() && (pairs.isGiven() || baseline != null)) {
            throw new UsageException(
                    "--injections brings its own pairs and needs a model; leave --pairs and --baseline out");
        }
        if (pairs.areAttacks() && options.isDryRun()) {
            throw new UsageException("--injections has no --dry-run; bound it with --max-cost");
        }
        if (baseline != null && (model != null || out != null)) {
            throw new UsageException("a baseline asks no model and keeps nothing; leave --model and --out out");
        }
        if (baseline != null && options.inBatches()) {
            throw new UsageException("a baseline asks no model; leave --batch out");
        }
        long rows = options.rows().orElse(1);
        if (rows < 1) {
            throw new UsageException("--limit must be at least 1, got " + rows);
        }
        return baseline == null ? judge() : score(baseline);
    }

    private int score(Baseline rule) throws IOException, InterruptedException {
        JudgeScore score =
                BaselineJudging.score(pairs.source(), rule, principles.seed(), options.rows(), pairs.isStrict());
        output().print(score);
        return (score.rows().unasked() > 0 ? ExitCode.FAILED_ROWS : ExitCode.COMPLETE).number();
    }

    private int judge() throws IOException, InterruptedException {
        Path folder = requiredFolder();
        try (RunParts parts = parts()) {
            Stage stage = stage(parts);
            options.requireBatches(parts);
            Run.Builder run =
                    run(parts).prompts(source()).strict(pairs.isStrict()).directory(folder);
            if (options.isDryRun()) {
                return options.estimate(run, parts, stage);
            }
            RunResult result = options.execute(run, parts.cost(), again(folder));
            output().print(
                            result,
                            folder,
                            stage,
                            modelName() + " under " + parts.constitution().id(),
                            again(folder, result));
            return result.exitCode().number();
        }
    }

    private String modelName() {
        return model == null ? EMBEDDED : model;
    }

    private Stage stage(RunParts parts) {
        return pairs.areAttacks() ? verdicts.ofAttacks(parts) : verdicts.ofPairs(parts);
    }

    @Override
    public PromptSource source() throws IOException {
        return pairs.areAttacks() ? InjectionStage.source() : pairs.source();
    }

    @Override
    public RunParts parts() throws IOException {
        return options.parts(principles, new TreeMap<>(Map.of(ModelRole.JUDGE.label(), modelName())));
    }

    @Override
    public Run.Builder run(RunParts parts) {
        return options.run(parts, verdicts.settings()).stage(stage(parts));
    }

    private Path requiredFolder() {
        if (out == null) {
            throw new UsageException("--out is missing: name the folder that keeps what the judge's model answers");
        }
        return out;
    }

    private JudgeOutput output() {
        return new JudgeOutput(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                options.output().isJson());
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public RunOptions options() {
        return options;
    }

    @Override
    public @Nullable Path folder() {
        return out;
    }
}
