package dev.constitution.runner.cli;

import dev.constitution.runner.options.ExperimentFile;
import dev.constitution.runner.options.ExperimentParts;
import dev.constitution.runner.options.Heading;
import dev.constitution.runner.options.MakesRun;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.options.RunOptions;
import dev.constitution.runner.options.UnderHeading;
import dev.constitution.runner.run.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution experiment}: the same prompts under several constitutions, settings or models, compared. */
@Command(
        name = "experiment",
        description = "Answers the same prompts under several constitutions, settings or models, and says how the arms"
                + " compare, with intervals.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = "constitution experiment FILE.yaml --out=DIR [OPTION]...",
        footer = {"", "Ends with the exit codes of: constitution run --help"})
final class ExperimentCommand implements Callable<Integer>, MakesRun {
    @Spec
    private CommandSpec spec;

    @NoPartOfRun("arms may change, and prompts and seed count themselves")
    @Parameters(
            paramLabel = "FILE.yaml",
            description = "What is compared: arms, prompts, a judge. Its schema is docs/experiment.schema.json.")
    private Path file;

    @UnderHeading(Heading.OUTPUT)
    @NoPartOfRun("a folder may be moved")
    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description =
                    "The experiment's folder. The same command goes on where it stopped; where the file was edited,"
                            + " only what differs is asked.")
    private Path out;

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ExperimentFile experiment = ExperimentFile.read(file);
        try (ExperimentParts parts = new ExperimentParts(experiment, options)) {
            if (options.isDryRun()) {
                return parts.estimate(out);
            }
            RunResult result = options.execute(parts.run().directory(out), parts.cost(), again(out));
            options.output().closeExperiment(result, again(out, result), out, spec.commandLine());
            return result.exitCode().number();
        }
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
