package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.options.NoPartOfRun;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code constitution completion}: the script that lets a shell complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints the script by which bash and zsh complete commands and options on TAB.",
        footer = {
            "%nTo use it in this shell, bash or zsh:",
            "  source <(constitution completion)",
            "To use it always, add that line to ~/.bashrc or ~/.zshrc."
        })
@NoPartOfRun("it makes no run")
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("constitution", ConstitutionCommand.commandLine()));
        out.flush();
        return ExitCode.COMPLETE.number();
    }
}
