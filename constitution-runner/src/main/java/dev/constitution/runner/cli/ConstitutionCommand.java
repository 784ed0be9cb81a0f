package dev.constitution.runner.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.StandardOutput;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.options.MakesRun;
import dev.constitution.runner.options.MakesStageRun;
import dev.constitution.runner.options.OptionDefaults;
import dev.constitution.runner.options.OptionsByHeading;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line: one subcommand a task. */
@Command(
        name = "constitution",
        description =
                "Makes AI-preference data by Constitutional AI: a model answers, criticises and revises its answers"
                        + " under a set of principles.",
        mixinStandardHelpOptions = true,
        versionProvider = ConstitutionCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class ConstitutionCommand {
    private static final String TUNNELS = "jdk.http.auth.tunneling.disabledSchemes";

    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            ExportCommand.class,
            JudgeCommand.class,
            ExperimentCommand.class,
            LabelCommand.class,
            RetryCommand.class,
            StatusCommand.class,
            ShowCommand.class,
            ReportCommand.class,
            VerifyCommand.class,
            PrinciplesCommand.class,
            PromptsCommand.class,
            ModelsCommand.class,
            CostCommand.class,
            CompletionCommand.class);

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
        // A download of https passes a proxy by its user and password, which Java holds back unless it is told so.
        System.setProperty(TUNNELS, System.getProperty(TUNNELS, ""));
        int code = ExitCode.ERROR.number();
        StandardOutput output = new StandardOutput();
        output.install();
        HeapWatch.start();
        try {
            CommandLine program = commandLineFor(List.of(arguments));
            code = execute(program, System.getenv(), arguments);
            System.out.flush();
            code = code == ExitCode.COMPLETE.number() ? afterOutput(output, program) : code;
        } catch (OutOfMemoryError e) {
            System.err.println("out of memory or of threads: " + e.getMessage()
                    + "; give more of it (-Xmx, ulimit -u), then run the same command again");
        }
        System.exit(code); // whatever threads there are
    }

    /** How a command ends that did all it was to do but for saying so; a run has its results in its folder. */
    private static int afterOutput(StandardOutput output, CommandLine program) {
        if (output.failure().isEmpty()) {
            return ExitCode.COMPLETE.number();
        }
        if (output.isClosed()) {
            ParseResult parsed = program.getParseResult();
            boolean isRun = parsed != null
                    && parsed.asCommandLineList().stream().anyMatch(one -> one.getCommand() instanceof MakesRun);
            return isRun ? ExitCode.COMPLETE.number() : StandardOutput.CLOSED;
        }
        System.err.println(
                Target.failure("standard output", output.failure().get()).getMessage());
        return ExitCode.STORAGE.number();
    }

    /** With all commands. */
    public static CommandLine commandLine() {
        return with(COMMANDS);
    }

    /**
     * With the command alone that the arguments name; with all where they name none, for the help and for what is nearest.
     * Making one takes milliseconds.
     */
    static CommandLine commandLineFor(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.get(0) + "command";
        List<Class<?>> named = COMMANDS.stream()
                .filter(one -> one.getSimpleName().toLowerCase(Locale.ROOT).equals(first))
                .toList();
        return with(named.isEmpty() ? COMMANDS : named);
    }

    private static CommandLine with(List<Class<?>> commands) {
        CommandLine program = new CommandLine(new ConstitutionCommand());
        commands.forEach(program::addSubcommand);
        program.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new ExecutionErrors());
        Map<String, IHelpSectionRenderer> help = new HashMap<>(program.getHelpSectionMap());
        help.put(SECTION_KEY_OPTION_LIST, new OptionsByHeading());
        return program.setHelpSectionMap(help);
    }

    /**
     * Reads a command line, which is not executed, with what the environment and a configuration file say of its options.
     *
     * @throws UsageException if it cannot be used
     */
    public static MakesStageRun stageRun(Map<String, String> environment, List<String> arguments) {
        CommandLine program = commandLine();
        CommandLine command =
                arguments.isEmpty() ? null : program.getSubcommands().get(arguments.get(0));
        if (command == null || !(command.getCommand() instanceof MakesStageRun run)) {
            throw new UsageException("the first word must be run or judge, got "
                    + (arguments.isEmpty() ? "none" : '"' + arguments.get(0) + '"'));
        }
        if (command.getCommand() instanceof RunCommand) {
            command.setDefaultValueProvider(new OptionDefaults(command.getCommandSpec(), arguments, environment));
        }
        try {
            program.parseArgs(arguments.toArray(String[]::new));
            return run;
        } catch (ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
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
                return ExecutionErrors.tell(e, command);
            }
        }
        return program.execute(arguments);
    }
}
