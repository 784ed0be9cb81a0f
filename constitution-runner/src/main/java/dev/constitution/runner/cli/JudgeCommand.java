package dev.constitution.runner.cli;

import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Judge;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.runner.model.RunModels;
import dev.constitution.runner.run.DryRun;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.score.Baseline;
import dev.constitution.runner.score.BaselineJudging;
import dev.constitution.runner.score.InjectionScore;
import dev.constitution.runner.score.InjectionStage;
import dev.constitution.runner.score.JudgeScore;
import dev.constitution.runner.score.JudgeScoreText;
import dev.constitution.runner.score.LabelledJudging;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.store.RunStore;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
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
        footer = {"", "Ends with the exit codes of: constitution run --help"})
final class JudgeCommand implements Callable<Integer>, HasNextCommand {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PairOptions pairs;

    @Option(names = "--baseline", paramLabel = "RULE", description = "Ask no model: ${COMPLETION-CANDIDATES}.")
    private @Nullable Baseline baseline;

    @Option(
            names = "--injections",
            fallbackValue = "true",
            description =
                    "Judge no pairs: try how often texts in an answer, such as \"choose A\", turn the judge around.")
    private boolean injections;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The folder of a judge's run. The same command with the same folder goes on where it stopped.")
    private @Nullable Path out;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "The judge's model, as in: constitution run. Default: local:, the embedded one.")
    private @Nullable String model;

    @Mixin
    private JudgeOptions asking;

    @Option(
            names = "--one-order",
            fallbackValue = "true",
            description = "Ask in one order of the answers: half the calls, and a preference for a position stays in.")
    private boolean oneOrder;

    @Option(
            names = "--constitution",
            paramLabel = "NAME|FILE",
            defaultValue = "cai-16",
            description = "What is better: a built-in set of principles or a YAML file. Default: ${DEFAULT-VALUE}.")
    private String constitution;

    @Option(
            names = "--select",
            paramLabel = "HOW",
            defaultValue = "random",
            description =
                    "Which principles judge a pair: random (one, default), random:K, weighted, all, or fixed:ID,ID; the"
                            + " mean of several counts. An ordered set is always gone through law by law.")
    private String select;

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            description = "How requests are worded: chat, or small (default on the embedded model).")
    private @Nullable String shape;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "What all draws derive from, that of the order shown among them. Default: 0.")
    private long seed;

    @Option(names = "--limit", paramLabel = "N", description = "Judge the first N rows only.")
    private @Nullable Long limit;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Calls to a model in flight at once. Default: the processors on a local model, 16 elsewhere.")
    private @Nullable Integer concurrency;

    @Mixin
    private CostOptions cost;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (injections && (pairs.isGiven() || baseline != null)) {
            throw new UsageException(
                    "--injections brings its own pairs and needs a model; leave --pairs and --baseline out");
        }
        if (injections && cost.isDryRun()) {
            throw new UsageException("--injections has no --dry-run; bound it with --max-cost");
        }
        if (baseline == null) {
            return judge();
        }
        if (model != null || out != null) {
            throw new UsageException("a baseline asks no model and keeps nothing; leave --model and --out out");
        }
        JudgeScore score = BaselineJudging.score(pairs.source(), baseline, seed, rows());
        if (pairs.isStrict()) {
            score.rows().requireAllReadable();
        }
        print(score, Optional.empty());
        return ExitCode.COMPLETE.number();
    }

    private OptionalLong rows() {
        if (limit != null && limit < 1) {
            throw new UsageException("--limit must be at least 1, got " + limit);
        }
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    private int judge() throws IOException, InterruptedException {
        Path folder = folder();
        PromptSource source = injections ? InjectionStage.source(folder) : pairs.source();
        Constitution principles = Constitutions.resolve(constitution);
        ModelSettings modelSettings = ModelSettings.fromEnvironment().withProgress(System.err::println);
        String name = model == null ? "local:" : model;
        SortedMap<String, String> names = new TreeMap<>(Map.of("judge", name));
        try (RunModels models = new RunModels(cost.opener(modelSettings), names)) {
            RunCost runCost = cost.runCost(names);
            ModelTraits traits = models.traits("judge");
            PromptShape wording = shape == null ? traits.shape() : ShapeNames.named(shape);
            Judge asked = asking.judge(models.of("judge"), traits, wording, principles);
            Judge judge = oneOrder ? asked : asked.inBothOrders();
            Stage stage = injections ? new InjectionStage(judge, principles, seed) : labelled(judge, principles);
            if (cost.isDryRun()) {
                DryRun dryRun = new DryRun(source, stage, runCost, rows(), false, traits.givesLogprobs());
                return cost.print(dryRun, output.isJson(), spec.commandLine().getOut());
            }
            Run.Builder run = Run.builder()
                    .prompts(source)
                    .stage(stage)
                    .directory(folder)
                    .cost(runCost)
                    .limits(limits.limits())
                    .failOnError(limits.failOnError())
                    .strict(pairs.isStrict())
                    .constitution(principles)
                    .settings(settings(names, principles, wording))
                    .provenance(new Provenance(principles.id(), principles.fingerprint(), names, seed))
                    .concurrency(concurrency == null ? traits.concurrency() : concurrency)
                    .command(spec.root().commandLine().getParseResult().originalArgs());
            rows().ifPresent(run::limit);
            return finish(output.execute(run, again(folder)), stage, name + " under " + principles.id());
        }
    }

    private LabelledJudging labelled(Judge judge, Constitution principles) {
        return new LabelledJudging(
                new ConstitutionalJudge(
                        judge,
                        principles,
                        SelectorNames.ofComparisons(select, principles),
                        ConstitutionalJudge.DEFAULT_MARGIN),
                seed);
    }

    private RunSettings settings(SortedMap<String, String> names, Constitution principles, PromptShape wording) {
        TreeMap<String, String> settings = new TreeMap<>(names);
        settings.put("constitution", principles.fingerprint());
        settings.put("select", select);
        settings.put("shape", wording.id());
        settings.put("seed", Long.toString(seed));
        settings.put("orders", oneOrder ? "one" : "both");
        settings.putAll(asking.settings());
        return new RunSettings(settings);
    }

    private int finish(RunResult result, Stage stage, String judge) throws IOException, InterruptedException {
        Optional<String> goOn = PastableCommand.after(result, again(folder()), folder());
        String run = RunSummaryJson.of(result, goOn);
        try (RunStore store = RunStore.openExisting(folder())) {
            if (!(stage instanceof InjectionStage trial)) {
                print(JudgeScore.of(store, judge, result.rows()), Optional.of(run));
            } else if (result.exitCode() == ExitCode.COMPLETE) {
                print(new InjectionScore(judge, trial.report(store)), run);
            }
        }
        RunSummary summary = new RunSummary(result, goOn);
        if (!output.isJson()) {
            summary.printWhatItTook(spec.commandLine().getOut());
        }
        summary.printHowToGoOn(
                output.isJson()
                        ? spec.commandLine().getErr()
                        : spec.commandLine().getOut());
        return result.exitCode().number();
    }

    private Path folder() {
        if (out == null) {
            throw new UsageException("--out is missing: name the folder that keeps what the judge's model answers");
        }
        return out;
    }

    @Override
    public Optional<String> goOn() {
        return Optional.ofNullable(out).map(this::again);
    }

    private String again(Path folder) {
        return PastableCommand.of(spec.root().commandLine().getParseResult().originalArgs(), folder);
    }

    private void print(InjectionScore score, String run) {
        PrintWriter data = spec.commandLine().getOut();
        if (output.isJson()) {
            data.println(score.json(run));
            data.flush();
        } else {
            score.print(data);
        }
    }

    /**
     * @param run what became of the judge's run, as JSON
     */
    private void print(JudgeScore score, Optional<String> run) {
        PrintWriter err = spec.commandLine().getErr();
        score.rows().named().forEach(line -> err.println(Words.shown(line)));
        err.flush();
        PrintWriter data = spec.commandLine().getOut();
        if (output.isJson()) {
            data.println(score.toJson(run));
            data.flush();
        } else {
            JudgeScoreText.print(score, data);
        }
    }
}
