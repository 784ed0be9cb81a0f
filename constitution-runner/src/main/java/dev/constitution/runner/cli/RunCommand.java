package dev.constitution.runner.cli;

import dev.constitution.chat.Sampling;
import dev.constitution.gate.Gate;
import dev.constitution.gate.Gates;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.runner.model.RunModels;
import dev.constitution.runner.run.DryRun;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.Comparison;
import dev.constitution.stage.Confirmation;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code constitution run}: prompts in, preference pairs out. */
@Command(
        name = "run",
        description = "Answers prompts, revises or compares the answers, and writes preference pairs.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every row is done and none failed",
            "1:something unforeseen happened",
            "2:an option, a file or its content cannot be used; nothing was sent",
            "3:every row is done, some failed; they are recorded with their reasons",
            "4:rows are left; the same command goes on",
            "5:the budget is used up; the same command with a higher one goes on",
            "6:the provider refused the key, the account or the model; the same command goes on",
            "7:a record of the run's folder is damaged; constitution verify names it",
            "8:the run's folder cannot be written; the same command goes on",
            "9:more rows failed than --fail-on-error allows; the same command goes on with the others",
            "130:stopped from the keyboard; the same command goes on"
        })
final class RunCommand implements Callable<Integer>, HasNextCommand {
    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions input;

    @Mixin
    private CostOptions cost;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private GateOptions gateOptions;

    @Mixin
    private MethodOptions method;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The run's folder. The same command with the same folder goes on where it stopped.")
    private Path out;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "local:",
            description = "The model that answers: local: (the embedded one, default), local:FILE.gguf, openai:NAME,"
                    + " anthropic:NAME, gemini:NAME, mistral:NAME, ollama:NAME, openai-compatible:NAME@BASE-URL.")
    private String model;

    @Option(names = "--critic", paramLabel = "MODEL", description = "The model that criticises; --model by default.")
    private @Nullable String critic;

    @Option(names = "--reviser", paramLabel = "MODEL", description = "The model that revises; --model by default.")
    private @Nullable String reviser;

    @Option(
            names = "--constitution",
            paramLabel = "NAME|FILE",
            defaultValue = "cai-16",
            description = "The principles: a built-in set (see: constitution principles list) or a YAML file."
                    + " Default: ${DEFAULT-VALUE}.")
    private String constitution;

    @Option(
            names = "--select",
            paramLabel = "HOW",
            defaultValue = "random",
            description = "Which principles a round or a comparison uses: random (default), random:K, weighted, all,"
                    + " fixed:ID,ID (one a round; a comparison uses all of them), or in-order (rounds alone)."
                    + " An ordered constitution is judged by all its laws in turn.")
    private String select;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of critique and revision. Default: 4, as in the paper; 1 on the embedded model.")
    private @Nullable Integer rounds;

    @Option(names = "--no-critique", fallbackValue = "true", description = "Revise without a critique before it.")
    private boolean noCritique;

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            description = "How requests are worded: chat, or small (default on the embedded model).")
    private @Nullable String shape;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "What all draws derive from. Default: 0.")
    private long seed;

    @Option(
            names = "--fork",
            paramLabel = "DIR",
            description =
                    "Another run's folder: answers to the same requests are taken from it instead of asked again.")
    private @Nullable Path fork;

    @Option(names = "--limit", paramLabel = "N", description = "Do the first N rows only.")
    private @Nullable Long limit;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Calls to a model in flight at once. Default: the processors on a local model, 16 elsewhere.")
    private @Nullable Integer concurrency;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "Of answers and revisions; the model's own by default.")
    private @Nullable Double temperature;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "The most tokens of an answer or revision; the model's own limit by default.")
    private @Nullable Integer maxTokens;

    @Mixin
    @SuppressWarnings("unused") // read before the command line is parsed
    private ConfigOptions config;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws Exception {
        Constitution principles = Constitutions.resolve(constitution);
        Gates gates = gateOptions.gates();
        ModelSettings modelSettings = ModelSettings.fromEnvironment().withProgress(System.err::println);
        try (RunModels models = new RunModels(
                cost.opener(modelSettings), method.models(model, critic, reviser, rounds != null || noCritique))) {
            RunCost runCost = cost.runCost(models.names());
            ModelTraits traits = models.traits("generator");
            PromptShape wording = shape == null ? traits.shape() : ShapeNames.named(shape);
            int roundCount = rounds == null ? traits.rounds() : rounds;
            // A dry run makes its answers up; gates would keep them from the judge.
            Gate gate = cost.isDryRun() ? Gates.none().gate() : gates.gate();
            Stage stage;
            if (method.isComparison()) {
                Comparison.Builder comparison = Comparison.builder()
                        .model(models.of("generator"))
                        .shape(wording)
                        .sampling(sampling())
                        .seed(seed);
                stage = gate.around(method.comparison(comparison, judge(models, principles)), principles);
            } else {
                CritiqueRevision revision = CritiqueRevision.builder()
                        .constitution(principles)
                        .model(models.of("generator"))
                        .critic(models.of("critic"))
                        .reviser(models.of("reviser"))
                        .selector(SelectorNames.parse(select, principles))
                        .shape(wording)
                        .sampling(sampling())
                        .rounds(roundCount)
                        .critique(!noCritique)
                        .seed(seed)
                        .build();
                stage = gate.around(revision, principles);
                if (method.confirms()) {
                    // Again around the judge, for the gate that looks at verdicts.
                    Confirmation confirmed = new Confirmation(stage, judge(models, principles), seed);
                    stage = gate.around(confirmed, principles);
                }
            }
            if (cost.isDryRun()) {
                OptionalLong rows = limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
                DryRun dryRun = new DryRun(
                        input.source(),
                        stage,
                        runCost,
                        rows,
                        wording.decides(),
                        method.usesJudge() && models.traits("judge").givesLogprobs());
                return cost.print(dryRun, output.isJson(), spec.commandLine().getOut());
            }
            TreeMap<String, String> settings = new TreeMap<>(models.names());
            settings.put("constitution", principles.fingerprint());
            settings.put("select", select);
            settings.putAll(method.settings());
            if (!method.isComparison()) {
                settings.put("rounds", Integer.toString(roundCount));
                settings.put("critique", Boolean.toString(!noCritique));
            }
            settings.put("shape", wording.id());
            settings.put("seed", Long.toString(seed));
            if (temperature != null) {
                settings.put("temperature", temperature.toString());
            }
            if (maxTokens != null) {
                settings.put("max-tokens", maxTokens.toString());
            }
            GateOptions.record(gates, settings);
            Run.Builder run = Run.builder()
                    .prompts(input.source())
                    .stage(stage)
                    .directory(out)
                    .cost(runCost)
                    .limits(limits.limits())
                    .failOnError(limits.failOnError())
                    .strict(input.isStrict())
                    .settings(new RunSettings(settings))
                    .constitution(principles)
                    .provenance(new Provenance(principles.id(), principles.fingerprint(), models.names(), seed))
                    .concurrency(concurrency == null ? traits.concurrency() : concurrency);
            if (limit != null) {
                run.limit(limit);
            }
            if (fork != null) {
                run.fork(fork);
            }
            run.command(RecordedCommand.of(spec));
            return execute(run);
        }
    }

    private ConstitutionalJudge judge(RunModels models, Constitution principles) {
        ModelTraits traits = models.traits("judge");
        PromptShape wording = shape == null ? traits.shape() : ShapeNames.named(shape);
        return method.judge(
                models.of("judge"), traits, wording, principles, SelectorNames.ofComparisons(select, principles));
    }

    private int execute(Run.Builder run) throws IOException, InterruptedException {
        RunResult result = output.execute(run, again());
        output.close(result, PastableCommand.after(result, again(), out), spec.commandLine());
        return result.exitCode().number();
    }

    @Override
    public Optional<String> goOn() {
        return Optional.of(again());
    }

    /** The command that goes on with this run. */
    private String again() {
        return PastableCommand.of(spec.root().commandLine().getParseResult().originalArgs(), out);
    }

    private Sampling sampling() {
        Sampling sampling = Sampling.MODEL_DEFAULTS;
        sampling = temperature == null ? sampling : sampling.withTemperature(temperature);
        return maxTokens == null ? sampling : sampling.withMaxTokens(maxTokens);
    }
}
