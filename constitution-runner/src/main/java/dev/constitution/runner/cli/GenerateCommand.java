package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.model.RunModels;
import dev.constitution.runner.options.Heading;
import dev.constitution.runner.options.MakesRun;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.options.PromptsOptions;
import dev.constitution.runner.options.RunOptions;
import dev.constitution.runner.options.RunParts;
import dev.constitution.runner.options.UnderHeading;
import dev.constitution.runner.prompts.Harvest;
import dev.constitution.runner.prompts.PromptFile;
import dev.constitution.runner.prompts.PromptPlan;
import dev.constitution.runner.propose.ResultFile;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.RowsToDo;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code constitution prompts generate}: prompts for principles or behaviours, by one run over requests, round after round. */
@Command(
        name = "generate",
        description =
                "Have red-team or evaluation prompts written for principles or behaviours: spread evenly over topics,"
                        + " none nearly twice, each graded by a critic, with its origin beside it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = "constitution prompts generate --count=N --model=MODEL --out=DIR --to=FILE.jsonl [OPTION]...",
        footer = {
            "",
            "Ends with the exit codes of: constitution run --help; with 3 where fewer prompts than N could be had"
        })
@NoPartOfRun("its run holds what it is made of as settings of its own")
final class GenerateCommand implements Callable<Integer>, MakesRun {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PromptsOptions prompts;

    @UnderHeading(Heading.OUTPUT)
    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder of the requests and their run. The same command goes on where it stopped.")
    private Path out;

    @UnderHeading(Heading.OUTPUT)
    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE.jsonl",
            description = "The prompts to write, one a line, as run takes them.")
    private Path to;

    @UnderHeading(Heading.OUTPUT)
    @Option(names = "--force", description = "Replace FILE.jsonl if it is there and other.")
    private boolean force;

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PromptPlan plan = prompts.plan();
        ResultFile.requireFree(to, out, force);
        try (RunParts parts = new RunParts(
                plan.aims().constitution(),
                prompts.principles(),
                new RunModels(options.models(), prompts.models()),
                options.cost(prompts.models()))) {
            options.requireBatches(parts);
            Harvest harvest = prompts.harvest(plan, parts);
            return options.isDryRun() ? estimate(plan, parts, harvest) : generate(plan, parts, harvest);
        }
    }

    private Path requests() {
        return out.resolve("requests.jsonl");
    }

    private Path runFolder() {
        return out.resolve("run");
    }

    /** What one round takes, in which every prompt would be kept, and what all of them take. */
    private int estimate(PromptPlan plan, RunParts parts, Harvest harvest) throws IOException, InterruptedException {
        Path file = Files.createTempFile("constitution-requests", ".jsonl");
        try {
            int code = ExitCode.COMPLETE.number();
            for (int rounds : new int[] {1, PromptPlan.ROUNDS}) {
                say(rounds == 1 ? "if every prompt is kept" : "at most, with " + rounds + " requests for each one");
                plan.write(file, rounds);
                code = options.estimate(
                        parts,
                        PromptSource.of(file),
                        prompts.stage(plan, parts, harvest).madeUp());
            }
            return code;
        } finally {
            Files.delete(file);
        }
    }

    private int generate(PromptPlan plan, RunParts parts, Harvest harvest) throws IOException, InterruptedException {
        boolean isBegun = StoredRun.in(runFolder()).isPresent();
        if (!isBegun) {
            Target.folder(out);
            plan.write(requests(), PromptPlan.ROUNDS);
        }
        long all = plan.requestsOfRound() * PromptPlan.ROUNDS;
        long most = Math.min(all, options.rows().orElse(all));
        // What is done is gone through first: nothing is read before the options are held against the run.
        long done = Math.min(most, isBegun ? roundsDone(plan) : plan.requestsOfRound());
        StepRun step = new StepRun(this, out, PromptSource.of(requests()), runFolder());
        // Where prompts are missing, requests that failed are made again.
        boolean again = isBegun && !hasAll(plan);
        while (true) {
            Run.Builder run = options.run(parts, prompts.settings(plan))
                    .stage(prompts.stage(plan, parts, harvest))
                    .limit(done);
            RunResult result = step.execute(run, parts.cost(), again);
            if (result.stopped().isPresent() || !result.isFinished()) {
                return step.stopped(result, "request", "of this round left");
            }
            again = false;
            try (StoreView store = StoreView.of(runFolder())) {
                harvest.read(store, done);
            }
            if (harvest.isFull() || done == most) {
                return write(plan, parts, harvest, done < all);
            }
            done = Math.min(most, done + plan.requestsOfRound());
        }
    }

    /** The rows of the rounds that are done, and of the first in any case. */
    private long roundsDone(PromptPlan plan) throws IOException {
        long round = plan.requestsOfRound();
        long done = round;
        try (StoreView store = StoreView.of(runFolder())) {
            for (int rounds = 2; rounds <= PromptPlan.ROUNDS; rounds++) {
                if (RowsToDo.of(store, round * rounds, round * PromptPlan.ROUNDS)
                                .left()
                        > 0) {
                    break;
                }
                done = round * rounds;
            }
        }
        return done;
    }

    private boolean hasAll(PromptPlan plan) throws IOException {
        if (!Files.exists(result())) {
            return false;
        }
        try (Stream<String> lines = Files.lines(result())) {
            return lines.count() == plan.count();
        }
    }

    /** What was written last, which nobody edits. */
    private Path result() {
        return out.resolve("prompts.jsonl");
    }

    private int write(PromptPlan plan, RunParts parts, Harvest harvest, boolean mayGoOn) throws IOException {
        PromptFile file = new PromptFile(plan, harvest);
        options.output().print(file::json, file::text, spec.commandLine().getOut());
        if (file.prompts() > 0) {
            try (StoreView store = StoreView.of(runFolder())) {
                ResultFile.write(to, result(), file.lines(store, parts.models(), parts.seed()), force);
            }
            say(to + ": written, " + Words.count(file.prompts(), "prompt"));
        } else {
            say(to + ": not written, as no prompt is left");
        }
        if (file.prompts() == plan.count()) {
            return ExitCode.COMPLETE.number();
        }
        say((plan.count() - file.prompts()) + " of " + plan.count() + " prompts are missing: "
                + (mayGoOn
                        ? "--limit ended the requests; the same command with a higher one goes on"
                        : "the model was asked " + PromptPlan.ROUNDS
                                + " times for each; name a larger --model or --critic,"
                                + " a lower --lowest-grade or other --topics, and another --out"));
        return (mayGoOn ? ExitCode.PARTIAL : ExitCode.FAILED_ROWS).number();
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
