package dev.constitution.runner.cli;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.advice.AdviceKind;
import dev.constitution.runner.advice.Review;
import dev.constitution.runner.advice.ReviewJson;
import dev.constitution.runner.advice.ReviewText;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.display.ConstitutionsJson;
import dev.constitution.runner.display.PrinciplesText;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.source.FaultText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution principles}: shows the built-in sets, checks files and their wording, and imports those of other tools. */
@Command(
        name = "principles",
        mixinStandardHelpOptions = true,
        description = "Show, check, improve, propose and import constitutions.",
        subcommands = {ProposeCommand.class, ImportCommand.class})
@NoPartOfRun("it makes no run")
final class PrinciplesCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name what to do: list, show, validate, lint, propose or import");
    }

    @Command(mixinStandardHelpOptions = true, description = "List the built-in sets.")
    int list(
            @Option(names = "--json", description = "One JSON object: {\"version\": 1, \"constitutions\": [...]}.")
                    boolean json) {
        List<Constitution> sets = Constitutions.builtIns();
        if (json) {
            out().println(ConstitutionsJson.of(sets));
        } else {
            sets.forEach(set -> out().println(PrinciplesText.row(set)));
        }
        return ExitCode.COMPLETE.number();
    }

    @Command(mixinStandardHelpOptions = true, description = "Show a built-in set or a file.")
    int show(
            @Parameters(paramLabel = "NAME", description = "A built-in set's id or a file's path.") String name,
            @Option(names = "--yaml", description = "The whole as YAML, to start a set of your own from.")
                    boolean yaml) {
        try {
            Constitution constitution = Constitutions.resolve(name);
            out().print(yaml ? Constitutions.toYaml(constitution) : PrinciplesText.overview(constitution));
            out().flush();
            return ExitCode.COMPLETE.number();
        } catch (IllegalArgumentException e) {
            return refuse(e);
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Check files and report all their faults. The exit code is 2 if there is any.")
    int validate(
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "YAML or JSON files.") List<Path> files) {
        int exitCode = ExitCode.COMPLETE.number();
        for (Path file : files) {
            try {
                out().println(file + ": valid, " + PrinciplesText.size(Constitutions.load(file)));
            } catch (IllegalArgumentException e) {
                exitCode = refuse(e);
            }
        }
        return exitCode;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Give advice on the wording of a constitution, by rules and by what it did in a run. The exit"
                    + " code is 2 if the file is none.")
    int lint(
            @Parameters(paramLabel = "FILE", description = "A YAML or JSON file.") Path file,
            @Option(
                            names = "--prompts",
                            paramLabel = "FILE",
                            description = "A sample of prompts: which conditions do they never meet?")
                    @Nullable
                    String prompts,
            @Option(
                            names = "--experiment",
                            paramLabel = "DIR",
                            description =
                                    "The folder of an experiment or a run under these principles: which of them never"
                                            + " or always object, change nothing, or decide alike?")
                    @Nullable
                    Path experiment,
            @Option(names = "--json", description = "One JSON object: {\"version\": 1, \"advice\": [...]}.")
                    boolean json,
            @Option(names = "--strict", description = "End with exit code 3 if there is a warning.") boolean strict)
            throws IOException {
        try {
            Review review = Review.of(
                    file, Optional.ofNullable(prompts).map(PromptSource::of), Optional.ofNullable(experiment));
            review.notice().ifPresent(err()::println);
            if (json) {
                out().println(ReviewJson.of(review));
            } else {
                out().print(ReviewText.of(review));
                out().flush();
            }
            boolean warned = review.count(AdviceKind.Severity.WARNING) > 0;
            return (strict && warned ? ExitCode.FAILED_ROWS : ExitCode.COMPLETE).number();
        } catch (IllegalArgumentException e) {
            return refuse(e);
        }
    }

    private int refuse(IllegalArgumentException e) {
        err().println(FaultText.message(String.valueOf(e.getMessage())));
        return ExitCode.USAGE.number();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
