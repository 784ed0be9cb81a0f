package dev.constitution.runner.cli;

import dev.constitution.gate.Gates;
import dev.constitution.runner.base.Misplaced;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.model.ModelFamily;
import dev.constitution.runner.options.ConfigOptions;
import dev.constitution.runner.options.GateOptions;
import dev.constitution.runner.options.Heading;
import dev.constitution.runner.options.InputOptions;
import dev.constitution.runner.options.MakesStageRun;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.options.PrincipleOptions;
import dev.constitution.runner.options.RunOptions;
import dev.constitution.runner.options.RunParts;
import dev.constitution.runner.options.StageOptions;
import dev.constitution.runner.options.UnderHeading;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        description =
                "Answers prompts, revises or compares the answers, and writes preference pairs, or conversations in which a model"
                        + " speaks of itself.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = "constitution run --prompts=FILE --out=DIR [OPTION]...",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every row is done and none failed",
            "1:something unforeseen happened",
            "2:an option, a file or its content cannot be used; nothing was sent",
            "3:every row is done, some failed; they are recorded with their reasons",
            "4:rows are left; the same command goes on",
            "5:the budget is used up; the same command with a higher one goes on",
            "6:the provider refused the key, the account or the model; the same command goes on",
            "7:a record of the run's folder is damaged; constitution verify --repair mends it, then the same"
                    + " command goes on",
            "8:the run's folder cannot be written; the same command goes on",
            "9:more rows failed than --fail-on-error allows; the same command goes on with the others",
            "10:every row is done, and fewer pairs stand than --pairs asks for",
            "130:stopped from the keyboard; the same command goes on"
        })
final class RunCommand implements Callable<Integer>, MakesStageRun {
    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions input;

    @Mixin
    private PrincipleOptions principles;

    @Mixin
    private StageOptions stage;

    @Mixin
    private GateOptions gates;

    @UnderHeading(Heading.OUTPUT)
    @NoPartOfRun("a folder may be moved")
    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The run's folder. The same command with the same folder goes on where it stopped.")
    private Path out;

    @UnderHeading(Heading.OUTPUT)
    @NoPartOfRun("only answers to the same requests are taken over")
    @Option(
            names = "--fork",
            paramLabel = "DIR",
            description =
                    "Another run's folder: answers to the same requests are taken from it instead of asked again.")
    private @Nullable Path fork;

    @UnderHeading(Heading.LIMITS)
    @NoPartOfRun("it says how much is done, not what")
    @Option(
            names = "--pairs",
            paramLabel = "N",
            description =
                    "Take prompts in turn until N pairs stand, those that repeat an earlier one not counted; --limit is the"
                            + " most prompts that are tried. Which are done does not depend on --concurrency.")
    private @Nullable Long pairs;

    @Mixin
    private RunOptions options;

    @Mixin
    @SuppressWarnings("unused") // read before the command line is parsed
    private ConfigOptions config;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (RunParts parts = parts()) {
            Run.Builder run =
                    run(parts).prompts(source()).strict(input.isStrict()).directory(out);
            if (fork != null) {
                run.fork(fork);
            }
            if (pairs != null) {
                run.pairs(pairs);
            }
            options.requireBatches(parts);
            if (options.isDryRun()) {
                // A dry run makes its answers up; gates would keep them from the judge.
                return options.estimate(
                        run, parts, stage.stage(parts, Gates.none().gate()));
            }
            warnOfKinship(parts);
            return execute(run, parts.cost());
        }
    }

    @Override
    public PromptSource source() {
        return input.source();
    }

    @Override
    public RunParts parts() throws IOException {
        requireUseful();
        return options.parts(principles, stage.models());
    }

    /** Refuses every option at once that has no use here. */
    private void requireUseful() {
        Misplaced misplaced = new Misplaced();
        stage.addTo(misplaced);
        if (pairs != null && !stage.givesPairs()) {
            misplaced.add(
                    List.of("--pairs"),
                    "with a method that gives pairs: sl-cai, rl-cai or contrast;"
                            + " --limit says how many prompts are done");
        }
        if (begins()) {
            gates.addTo(misplaced, stage, spec.commandLine().getParseResult());
        }
        options.addTo(misplaced);
        misplaced.refuse();
    }

    @Override
    public Run.Builder run(RunParts parts) {
        Gates kept = gates.gates();
        Map<String, String> settings = stage.settings(parts);
        GateOptions.record(kept, settings);
        return options.run(parts, settings).stage(stage.stage(parts, kept.gate()));
    }

    private void warnOfKinship(RunParts parts) {
        ModelFamily.inCommon(parts.models()).ifPresent(kinship -> {
            PrintWriter err = spec.commandLine().getErr();
            err.println("warning: judge and answering model are " + kinship
                    + "; a judge prefers what its own kind writes, so name a --judge of another family");
            err.flush();
        });
    }

    private int execute(Run.Builder run, RunCost bounds) throws IOException, InterruptedException {
        RunResult result = options.execute(run, bounds, again(out));
        options.output().close(result, again(out, result), out, spec.commandLine());
        return result.exitCode().number();
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

    /** A fork goes on with the run that it takes from. */
    @Override
    public boolean begins() {
        return fork == null && MakesStageRun.super.begins();
    }
}
