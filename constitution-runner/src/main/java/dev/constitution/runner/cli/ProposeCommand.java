package dev.constitution.runner.cli;

import dev.constitution.chat.ModelRole;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.display.NextCommand;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.model.RunModels;
import dev.constitution.runner.options.Heading;
import dev.constitution.runner.options.MakesRun;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.options.ProposeOptions;
import dev.constitution.runner.options.RunOptions;
import dev.constitution.runner.options.RunParts;
import dev.constitution.runner.options.UnderHeading;
import dev.constitution.runner.propose.Candidates;
import dev.constitution.runner.propose.PairSplit;
import dev.constitution.runner.propose.Proposal;
import dev.constitution.runner.propose.ProposalFiles;
import dev.constitution.runner.propose.ResultFile;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
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

    @Mixin
    private ProposeOptions proposal;

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
        proposal.check();
        ResultFile.requireFree(to, out, force);
        PromptSource source = proposal.source();
        PairSplit split = proposal.split(source, options.rows());
        try (RunParts proposing = proposingParts();
                RunParts testing = testingParts(placeholders(), Optional.empty())) {
            options.requireBatches(proposing, testing);
        }
        if (options.isDryRun()) {
            return estimate(source, split);
        }
        RunResult proposed = propose(source, split);
        if (!proposed.isFinished()) { // the other step needs all of this one
            return candidatesStep(source).stopped(proposed, "row", "left");
        }
        Candidates candidates = candidates();
        if (candidates.principles().isEmpty()) {
            say("no rule could be read from the model's replies; look at one with: " + NextCommand.program() + " show "
                    + candidatesFolder() + " ID, or name a larger --model and another --out");
            return ExitCode.FAILED_ROWS.number();
        }
        RunResult tested = test(candidates, proposed.spent(), source, split);
        if (!tested.isFinished()) {
            return votesStep(source).stopped(tested, "row", "left");
        }
        Proposal tried;
        try (StoreView store = StoreView.of(votesFolder())) {
            tried = Proposal.of(candidates, store, split);
        }
        write(tried);
        boolean whole =
                proposed.exitCode() == ExitCode.COMPLETE && !tried.kept().isEmpty();
        return (whole ? tested.exitCode() : ExitCode.FAILED_ROWS).number();
    }

    private Path candidatesFolder() {
        return out.resolve("candidates");
    }

    private Path votesFolder() {
        return out.resolve("votes");
    }

    private StepRun candidatesStep(PromptSource source) {
        return new StepRun(this, out, source, candidatesFolder());
    }

    private StepRun votesStep(PromptSource source) {
        return new StepRun(this, out, source, votesFolder());
    }

    private RunParts proposingParts() {
        return parts(LABELS, ModelRole.GENERATOR, proposal.generator(), Optional.empty());
    }

    /** What the first step has spent counts against the bounds of the command. */
    private RunParts testingParts(Constitution candidates, Optional<Spent> before) {
        return parts(candidates, ModelRole.JUDGE, proposal.judge(), before);
    }

    private RunParts parts(Constitution constitution, ModelRole role, String name, Optional<Spent> before) {
        TreeMap<String, String> names = new TreeMap<>(Map.of(role.label(), name));
        RunCost cost = options.cost(names);
        return new RunParts(
                constitution,
                proposal.principles(),
                new RunModels(options.models(), names),
                before.map(cost::after).orElse(cost));
    }

    /** What both steps would take; the second by as many candidates as it tests at most. */
    private int estimate(PromptSource source, PairSplit split) throws IOException, InterruptedException {
        PrintWriter say = spec.commandLine().getErr();
        say.println("1. candidates");
        say.flush();
        try (RunParts parts = proposingParts()) {
            var unused = options.estimate(parts, source, proposal.proposing(parts, split));
        }
        say.println("2. tests, of " + proposal.candidates() + " candidates");
        say.flush();
        try (RunParts parts = testingParts(placeholders(), Optional.empty())) {
            return options.estimate(parts, source, proposal.testing(parts, split));
        }
    }

    /** In place of candidates that there are not yet. */
    private Constitution placeholders() {
        return Constitution.of(
                "candidates",
                IntStream.rangeClosed(1, proposal.candidates())
                        .mapToObj(i -> Principle.of("candidate-" + i, "A good response keeps to candidate " + i + "."))
                        .toList());
    }

    private RunResult propose(PromptSource source, PairSplit split) throws IOException, InterruptedException {
        try (RunParts parts = proposingParts()) {
            // The votes are on the candidates that there were: rules that come later would be others.
            boolean again = !Files.exists(votesFolder());
            return candidatesStep(source)
                    .execute(
                            options.run(parts, proposal.proposingSettings(options.rows()))
                                    .stage(proposal.proposing(parts, split)),
                            parts.cost(),
                            again);
        }
    }

    private Candidates candidates() throws IOException {
        try (StoreView store = StoreView.of(candidatesFolder())) {
            return Candidates.of(store, proposal.candidates());
        }
    }

    private RunResult test(Candidates candidates, Spent before, PromptSource source, PairSplit split)
            throws IOException, InterruptedException {
        try (RunParts parts = testingParts(candidates.constitution("candidates"), Optional.of(before))) {
            // A vote that is missing weakens every candidate.
            return votesStep(source)
                    .execute(
                            options.run(parts, proposal.testingSettings(options.rows()))
                                    .stage(proposal.testing(parts, split)),
                            parts.cost(),
                            true);
        }
    }

    private void write(Proposal tried) throws IOException {
        options.output()
                .print(
                        () -> ProposalFiles.json(tried),
                        () -> ProposalFiles.text(tried),
                        spec.commandLine().getOut());
        if (tried.kept().isEmpty()) {
            say("no candidate is kept, so that " + to + " was not written; give more pairs, or name another model");
            return;
        }
        String source = "Proposed by " + proposal.generator() + " from the labelled pairs of "
                + proposal.pairs().getFileName();
        Path evidence = ProposalFiles.write(tried, to, out, source, force);
        say(to + ": written, with " + evidence.getFileName() + " beside it");
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
    public Path folder() {
        return out;
    }
}
