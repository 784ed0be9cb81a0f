package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.store.CorruptStoreException;
import dev.constitution.source.FaultyFileException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line: one subcommand a task. */
@Command(
        name = "constitution",
        description =
                "Makes AI-preference data by Constitutional AI: a model answers, criticises and revises its answers"
                        + " under a set of principles.",
        mixinStandardHelpOptions = true,
        versionProvider = ConstitutionCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            ExportCommand.class,
            JudgeCommand.class,
            RetryCommand.class,
            StatusCommand.class,
            VerifyCommand.class,
            PrinciplesCommand.class,
            ModelsCommand.class,
            CostCommand.class,
            CompletionCommand.class
        })
public final class ConstitutionCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ConstitutionCommand.class);

    private ConstitutionCommand() {}

    /** The version from the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = ConstitutionCommand.class.getPackage().getImplementationVersion();
            return new String[] {"constitution " + (version == null ? "(unpackaged)" : version)};
        }
    }

    /** Runs a command line and ends the process with its exit code. */
    public static void main(String... arguments) {
        System.exit(execute(commandLine(), System.getenv(), arguments));
    }

    public static CommandLine commandLine() {
        return new CommandLine(new ConstitutionCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler((failure, command, parsed) -> fail(failure, command));
    }

    /** Runs a command with what the environment and a configuration file say of its options. */
    public static int execute(CommandLine program, Map<String, String> environment, String... arguments) {
        CommandLine command =
                arguments.length == 0 ? null : program.getSubcommands().get(arguments[0]);
        if (command != null && command.getCommand() instanceof RunCommand) {
            try {
                command.setDefaultValueProvider(
                        new OptionDefaults(command.getCommandSpec(), List.of(arguments), environment));
            } catch (IllegalArgumentException e) {
                return fail(e, command);
            }
        }
        return program.execute(arguments);
    }

    /** What a user can set right is told in words; only the unforeseen shows its stack, in the log. */
    private static int fail(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        ExitCode code = ExitCode.ERROR;
        if (failure instanceof UsageException
                || failure instanceof FaultyFileException
                || failure instanceof IllegalArgumentException) {
            code = ExitCode.USAGE;
            err.println(Words.printable(String.valueOf(failure.getMessage())));
        } else if (failure instanceof NoSuchFileException missing) {
            code = ExitCode.USAGE;
            err.println(Words.printable(missing.getFile()) + ": there is no such file; check the path");
        } else if (failure instanceof FileAlreadyExistsException inTheWay) {
            code = ExitCode.USAGE;
            err.println(Words.printable(inTheWay.getFile()) + ": is a file; name a folder");
        } else if (failure instanceof AccessDeniedException denied) {
            code = ExitCode.USAGE;
            err.println(Words.printable(denied.getFile()) + ": access is denied; check its permissions");
        } else if (failure instanceof CorruptStoreException) {
            code = ExitCode.CORRUPT;
            err.println(Words.printable(String.valueOf(failure.getMessage())));
        } else if (failure instanceof StoreException || failure instanceof UncheckedIOException) {
            code = ExitCode.STORAGE;
            err.println(Words.printable(String.valueOf(failure.getMessage())));
        } else if (failure instanceof InterruptedException) {
            code = ExitCode.INTERRUPTED;
            err.println("interrupted");
        } else {
            err.println(Words.printable(failure.toString()));
            LOG.debug("the command failed", failure);
        }
        if (code != ExitCode.USAGE && command.getCommand() instanceof HasNextCommand run) {
            run.goOn().ifPresent(again -> err.println("\n" + PastableCommand.line(again)));
        }
        err.flush();
        return code.number();
    }
}
