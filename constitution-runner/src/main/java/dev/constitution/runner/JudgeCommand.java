package dev.constitution.runner;

import dev.constitution.Constitution;
import dev.constitution.ConstitutionalJudge;
import dev.constitution.Constitutions;
import dev.constitution.Judge;
import dev.constitution.PromptShape;
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
final class JudgeCommand implements Callable<Integer>, Resumable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PairOptions pairs;

    @Option(names = "--baseline", paramLabel = "RULE", description = "Ask no model: ${COMPLETION-CANDIDATES}.")
    private @Nullable Baseline baseline;

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
                    "Which principles judge a pair: random (one, default), weighted, all, or fixed:ID,ID; the mean"
                            + " of several counts. An ordered set is always gone through law by law.")
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
        if (baseline == null) {
            return judge();
        }
        if (model != null || out != null) {
            throw new UsageException("a baseline asks no model and keeps nothing; leave --model and --out out");
        }
        print(BaselineJudging.score(pairs.source(), baseline, seed, rows()), Optional.empty());
        return ExitCode.COMPLETE.number();
    }

    private OptionalLong rows() {
        if (limit != null && limit < 1) {
            throw new UsageException("--limit must be at least 1, got " + limit);
        }
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    private int judge() throws IOException, InterruptedException {
        if (!cost.isDryRun()) {
            folder();
        }
        Constitution principles = Constitutions.resolve(constitution);
        ModelSettings modelSettings = ModelSettings.fromEnvironment().withProgress(System.err::println);
        String name = model == null ? "local:" : model;
        SortedMap<String, String> names = new TreeMap<>(Map.of("judge", name));
        try (RunModels models = new RunModels(cost.opener(modelSettings), names)) {
            RunCost runCost = cost.runCost(names);
            ModelTraits traits = models.traits("judge");
            PromptShape wording = shape == null ? traits.shape() : Shapes.named(shape);
            Judge judge = asking.judge(models.of("judge"), wording, principles);
            ConstitutionalJudge byPrinciples = new ConstitutionalJudge(
                    oneOrder ? judge : judge.inBothOrders(),
                    principles,
                    Selectors.parse(select, principles),
                    ConstitutionalJudge.DEFAULT_MARGIN);
            LabelledJudging stage = new LabelledJudging(byPrinciples, seed);
            if (cost.isDryRun()) {
                DryRun dryRun = new DryRun(pairs.source(), stage, runCost, rows(), false, traits.givesLogprobs());
                return cost.print(dryRun, output.isJson(), spec.commandLine().getOut());
            }
            TreeMap<String, String> settings = new TreeMap<>(names);
            settings.put("constitution", principles.fingerprint());
            settings.put("select", select);
            settings.put("shape", wording.id());
            settings.put("seed", Long.toString(seed));
            settings.put("orders", oneOrder ? "one" : "both");
            settings.putAll(asking.settings());
            Run.Builder run = Run.builder()
                    .prompts(pairs.source())
                    .stage(stage)
                    .directory(folder())
                    .cost(runCost)
                    .limits(limits.limits())
                    .settings(new RunSettings(settings))
                    .provenance(new Provenance(principles.id(), principles.fingerprint(), names, seed))
                    .concurrency(concurrency == null ? traits.concurrency() : concurrency)
                    .command(spec.root().commandLine().getParseResult().originalArgs());
            rows().ifPresent(run::limit);
            return finish(output.execute(run, again()), name + " under " + principles.id());
        }
    }

    private int finish(RunResult result, String judge) throws IOException {
        JudgeScore score;
        try (RunStore store = RunStore.openExisting(folder())) {
            PromptSource source = RunManifest.of(store).source();
            LabelledRows read = new LabelledRows(source.location());
            String form = read.readAll(source, result.rows());
            score = JudgeScore.of(store, form, judge, read);
        }
        Optional<String> goOn = result.isFinished() ? AgainCommand.retry(result, folder()) : Optional.of(again());
        print(score, Optional.of(RunSummaryJson.of(result, goOn)));
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
    public String again() {
        return AgainCommand.of(spec.root().commandLine().getParseResult().originalArgs(), folder());
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
            data.println(JudgeScoreJson.of(score, run));
            data.flush();
        } else {
            JudgeScoreText.print(score, data);
        }
    }
}
