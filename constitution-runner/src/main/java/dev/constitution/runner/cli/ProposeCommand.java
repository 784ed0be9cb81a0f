package dev.constitution.runner.cli;

import dev.constitution.chat.ModelRole;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.display.NextCommand;
import dev.constitution.runner.export.RunFileGuard;
import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.input.ReadableSource;
import dev.constitution.runner.model.RunModels;
import dev.constitution.runner.options.DecidesRun;
import dev.constitution.runner.options.Heading;
import dev.constitution.runner.options.JudgeOptions;
import dev.constitution.runner.options.MakesRun;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.options.PairOptions;
import dev.constitution.runner.options.PrincipleOptions;
import dev.constitution.runner.options.RunOptions;
import dev.constitution.runner.options.RunParts;
import dev.constitution.runner.options.UnderHeading;
import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.propose.Candidates;
import dev.constitution.runner.propose.PairSplit;
import dev.constitution.runner.propose.Proposal;
import dev.constitution.runner.propose.ProposalFiles;
import dev.constitution.runner.propose.Proposing;
import dev.constitution.runner.propose.Voting;
import dev.constitution.runner.run.Retry;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.score.LabelledJudging;
import dev.constitution.runner.store.OutcomeJson;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredRun;
import dev.constitution.source.FaultText;
import dev.constitution.stage.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code constitution principles propose}: principles from labelled pairs, by two runs, of proposals and of votes on them. */
@Command(
        name = "propose",
        description =
                "Propose principles that explain people's labels: a model words candidates, each is tested on the pairs, and"
                        + " pairs that were held out say how good the kept ones are.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis =
                "constitution principles propose --pairs=FILE --model=MODEL --out=DIR --to=FILE.yaml [OPTION]...",
        footer = {"", "Ends with the exit codes of: constitution run --help; with 3 also where no candidate is kept"})
@NoPartOfRun("its runs hold what it is made of as settings of their own")
final class ProposeCommand implements Callable<Integer>, MakesRun {
    /** Of the first step, which goes by the labels alone. */
    private static final Constitution LABELS = Constitution.of(
            "labels", List.of(Principle.of("preferred", "A good response is the one that people prefer.")));

    @Spec
    private CommandSpec spec;

    @UnderHeading(Heading.INPUT)
    @DecidesRun("input")
    @Option(names = "--pairs", required = true, paramLabel = "FILE", description = "The labelled pairs, as in: judge.")
    private Path pairs;

    @UnderHeading(Heading.INPUT)
    @DecidesRun("pair form")
    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "auto",
            converter = PairOptions.FormConverter.class,
            description = "The form of the pairs: ${COMPLETION-CANDIDATES}. Default: told from the first row.")
    private PairFormat format;

    @UnderHeading(Heading.MODELS)
    @DecidesRun("generator")
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "local:",
            description =
                    "The model that words candidates. Default: local:, the embedded one, which is too small for it.")
    private String model;

    @UnderHeading(Heading.MODELS)
    @DecidesRun("judge")
    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            description = "The model that tests them. Default: that of --model.")
    private @Nullable String judge;

    @UnderHeading(Heading.METHOD)
    @DecidesRun("from")
    @Option(
            names = "--from",
            paramLabel = "N",
            defaultValue = "50",
            description =
                    "How many pairs candidates are worded from at most, in two calls each. Default: ${DEFAULT-VALUE}.")
    private int proposing;

    @UnderHeading(Heading.METHOD)
    @DecidesRun("constitution")
    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "12",
            description =
                    "How many candidates are tested at most, in two calls for each pair. Default: ${DEFAULT-VALUE}.")
    private int most;

    @UnderHeading(Heading.METHOD)
    @DecidesRun("held-out")
    @Option(
            names = "--held-out",
            paramLabel = "SHARE",
            defaultValue = "0.3",
            description = "The share of prompts that only say how good the result is. Default: ${DEFAULT-VALUE}.")
    private double heldOut;

    @UnderHeading(Heading.SAMPLING)
    @DecidesRun("seed")
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "What all draws derive from. Default: 0.")
    private long seed;

    @Mixin
    private JudgeOptions judging;

    @UnderHeading(Heading.OUTPUT)
    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder of the two runs. The same command goes on where it stopped.")
    private Path out;

    @UnderHeading(Heading.OUTPUT)
    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE.yaml",
            description =
                    "The constitution to write; the evidence for every candidate goes beside it, as .evidence.json.")
    private Path to;

    @UnderHeading(Heading.OUTPUT)
    @Option(names = "--force", description = "Replace FILE.yaml if it is there and other.")
    private boolean force;

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        PrincipleOptions principles = PrincipleOptions.ofSeed(seed);
        PromptSource source = PromptSource.of(pairs).withPairs(format);
        PairSplit split = PairSplit.of(source, options.rows(), seed, heldOut, proposing);
        if (options.isDryRun()) {
            return estimate(principles, source, split);
        }
        RunResult proposed = propose(principles, source, split);
        if (!proposed.isFinished()) {
            return stopped(proposed);
        }
        Candidates candidates = candidates();
        if (candidates.principles().isEmpty()) {
            say("no rule could be read from the model's replies; look at one with: " + NextCommand.program() + " show "
                    + candidatesFolder() + " ID, or name a larger --model and another --out");
            return ExitCode.FAILED_ROWS.number();
        }
        RunResult tested = test(candidates, proposed.spent(), principles, source, split);
        if (!tested.isFinished()) {
            return stopped(tested);
        }
        Proposal proposal;
        try (RunStore store = RunStore.openExisting(votesFolder())) {
            proposal = Proposal.of(candidates, store, split);
        }
        write(proposal);
        boolean whole =
                proposed.exitCode() == ExitCode.COMPLETE && !proposal.kept().isEmpty();
        return (whole ? tested.exitCode() : ExitCode.FAILED_ROWS).number();
    }

    /** The other step needs all of this one. */
    private int stopped(RunResult result) {
        result.stopped().ifPresent(why -> say(FaultText.message(why.message())));
        say(Words.count(result.left(), "row") + " left\n\n" + NextCommand.toGoOn(again()));
        return result.exitCode().number();
    }

    private Path candidatesFolder() {
        return out.resolve("candidates");
    }

    private Path votesFolder() {
        return out.resolve("votes");
    }

    private void check() throws IOException {
        if (!(heldOut > 0 && heldOut < 1)) {
            throw new UsageException("--held-out must be between 0 and 1, got " + heldOut);
        }
        if (pairs.toString().equals("-")) {
            throw new UsageException("the pairs are read several times; name a file, not standard input");
        }
        if (proposing < 1 || most < 1) {
            throw new UsageException("--from and --candidates must be at least 1");
        }
        RunFileGuard.requireNoneOfAnyRun(to);
        if (Files.exists(to) && !Files.exists(out) && !force) {
            throw new UsageException(to + " is there already; name another file or add --force");
        }
    }

    private RunParts proposingParts(PrincipleOptions principles) {
        return parts(LABELS, principles, ModelRole.GENERATOR, model, Optional.empty());
    }

    /** What the first step has spent counts against the bounds of the command. */
    private RunParts testingParts(Constitution candidates, PrincipleOptions principles, Optional<Spent> before) {
        return parts(candidates, principles, ModelRole.JUDGE, judge == null ? model : judge, before);
    }

    private RunParts parts(
            Constitution constitution,
            PrincipleOptions principles,
            ModelRole role,
            String name,
            Optional<Spent> before) {
        TreeMap<String, String> names = new TreeMap<>(Map.of(role.label(), name));
        RunCost cost = options.cost(names);
        return new RunParts(
                constitution,
                principles,
                new RunModels(options.models(), names),
                before.map(cost::after).orElse(cost));
    }

    private Stage proposing(RunParts parts, PairSplit split) {
        return new Proposing(
                split,
                parts.model(ModelRole.GENERATOR),
                parts.shape(ModelRole.GENERATOR).generation().sampling(),
                seed);
    }

    private Stage testing(RunParts parts, PairSplit split) {
        ConstitutionalJudge votes = new ConstitutionalJudge(
                judging.inOneOrder(parts).inBothOrders(),
                parts.constitution(),
                PrincipleSelector.all(),
                ConstitutionalJudge.DEFAULT_MARGIN);
        return new Voting(split, new LabelledJudging(votes, seed));
    }

    /** What both steps would take; the second by as many candidates as it tests at most. */
    private int estimate(PrincipleOptions principles, PromptSource source, PairSplit split)
            throws IOException, InterruptedException {
        PrintWriter say = spec.commandLine().getErr();
        say.println("1. candidates");
        say.flush();
        try (RunParts parts = proposingParts(principles)) {
            var unused = options.estimate(parts, source, proposing(parts, split));
        }
        say.println("2. tests, of " + most + " candidates");
        say.flush();
        Constitution placeholders = Constitution.of(
                "candidates",
                IntStream.rangeClosed(1, most)
                        .mapToObj(i -> Principle.of("candidate-" + i, "A good response keeps to candidate " + i + "."))
                        .toList());
        try (RunParts parts = testingParts(placeholders, principles, Optional.empty())) {
            return options.estimate(parts, source, testing(parts, split));
        }
    }

    private RunResult propose(PrincipleOptions principles, PromptSource source, PairSplit split)
            throws IOException, InterruptedException {
        try (RunParts parts = proposingParts(principles)) {
            Map<String, String> settings = settings("candidates");
            settings.put("from", Integer.toString(proposing));
            settings.put("proposal wording", Proposing.fingerprint());
            // The votes are on the candidates that there were: rules that come later would be others.
            boolean again = !Files.exists(votesFolder());
            return execute(
                    options.run(parts, settings).stage(proposing(parts, split)),
                    parts.cost(),
                    source,
                    candidatesFolder(),
                    again);
        }
    }

    private Candidates candidates() throws IOException {
        try (RunStore store = RunStore.openExisting(candidatesFolder())) {
            return Candidates.of(store, most);
        }
    }

    private RunResult test(
            Candidates candidates, Spent before, PrincipleOptions principles, PromptSource source, PairSplit split)
            throws IOException, InterruptedException {
        try (RunParts parts = testingParts(candidates.constitution("candidates"), principles, Optional.of(before))) {
            Map<String, String> settings = settings("votes");
            settings.putAll(judging.settings());
            return execute(
                    options.run(parts, settings).stage(testing(parts, split)),
                    parts.cost(),
                    source,
                    votesFolder(),
                    true);
        }
    }

    /** What decides both steps beside models and seed. */
    private Map<String, String> settings(String step) {
        Map<String, String> settings = new TreeMap<>(Map.of("step", step, "held-out", Double.toString(heldOut)));
        options.rows().ifPresent(limit -> settings.put("limit", Long.toString(limit)));
        return settings;
    }

    /**
     * Executes a step.
     *
     * @param again whether rows that failed before are done again: a vote that is missing weakens every candidate
     */
    private RunResult execute(Run.Builder run, RunCost bounds, PromptSource source, Path folder, boolean again)
            throws IOException, InterruptedException {
        List<String> failures = again ? failures(folder, source) : List.of();
        if (!failures.isEmpty()) {
            run.retry(new Retry(failures, Map.of(), rows -> {}));
        }
        return options.execute(run.prompts(source).directory(folder), bounds, again());
    }

    /** The kinds of failure that another try may mend; none where the pairs are others by now, which the run then says. */
    private static List<String> failures(Path folder, PromptSource source) throws IOException {
        Optional<StoredRun> before = StoredRun.in(folder);
        List<String> failures = before.map(StoredRun::failures).orElse(Set.of()).stream()
                .filter(kind -> !kind.equals(OutcomeJson.BAD_INPUT))
                .toList();
        if (before.isEmpty() || failures.isEmpty()) {
            return List.of();
        }
        try (ReadableSource input = ReadableSource.of(source)) {
            boolean same = new InputFile(input.source())
                    .scan()
                    .is(before.get().manifest().input());
            return same ? failures : List.of();
        }
    }

    private void write(Proposal proposal) throws IOException {
        if (options.output().isJson()) {
            spec.commandLine().getOut().println(ProposalFiles.json(proposal));
        } else {
            spec.commandLine().getOut().print(ProposalFiles.text(proposal));
        }
        spec.commandLine().getOut().flush();
        if (proposal.kept().isEmpty()) {
            say("no candidate is kept, so that " + to + " was not written; give more pairs, or name another model");
            return;
        }
        String source = "Proposed by " + model + " from the labelled pairs of " + pairs.getFileName();
        Path evidence = ProposalFiles.write(proposal, to, out, source, force);
        say(to + ": written, with " + evidence.getFileName() + " beside it");
    }

    private void say(String message) {
        spec.commandLine().getErr().println(message);
        spec.commandLine().getErr().flush();
    }

    @Override
    public RunOptions options() {
        return options;
    }

    @Override
    public Optional<String> next() {
        return Optional.of(again());
    }

    private String again() {
        return NextCommand.again(spec.root().commandLine().getParseResult().originalArgs(), out);
    }
}
