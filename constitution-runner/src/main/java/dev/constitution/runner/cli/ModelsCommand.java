package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.model.LocalProvider;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.source.FaultText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code constitution models}: which models can be named, and the embedded one ahead of time. */
@Command(
        name = "models",
        description = "Lists the kinds of models, or fetches the embedded one.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
@NoPartOfRun("it makes no run")
final class ModelsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return list();
    }

    /** The schemes on the class path, and those of the program's own optional modules. */
    @Command(name = "list", description = "Lists the kinds of models that --model takes.")
    int list() {
        PrintWriter out = spec.commandLine().getOut();
        Models.schemes().forEach(scheme -> out.println(scheme + ":"));
        out.flush();
        return ExitCode.COMPLETE.number();
    }

    /** Fetches the embedded model, so that a run needs no network. */
    @Command(name = "pull", description = "Fetches the embedded model, so that later runs need no network.")
    int pull() {
        PrintWriter err = spec.commandLine().getErr();
        ModelSettings settings = ModelSettings.fromEnvironment().withProgress(line -> {
            err.println(FaultText.message(line));
            err.flush();
        });
        Path file = LocalProvider.file("", settings);
        spec.commandLine().getOut().println(file);
        spec.commandLine().getOut().flush();
        return ExitCode.COMPLETE.number();
    }
}
