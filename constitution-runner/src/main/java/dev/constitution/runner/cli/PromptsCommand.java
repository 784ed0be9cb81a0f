package dev.constitution.runner.cli;

import dev.constitution.runner.options.NoPartOfRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code constitution prompts}: prompts to run on. */
@Command(
        name = "prompts",
        mixinStandardHelpOptions = true,
        description = "Prompts to run on: have some written, or take those that come with the program.",
        subcommands = {GenerateCommand.class, CopyCommand.class})
@NoPartOfRun("it makes no run")
final class PromptsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do: generate, copy");
    }
}
