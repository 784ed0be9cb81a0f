package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.options.OptionDefaults;
import dev.constitution.source.FaultText;
import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line in a line or two, and where help is, without the whole help. */
final class UsageErrors implements IParameterExceptionHandler {
    private static final Pattern SECRET =
            Pattern.compile("(?i)--?(.*api-?key|.*secret.*|.*password.*|(auth|access|bearer)-?token|key|token)(=.*)?");

    @Override
    public int handleParseException(ParameterException fault, String[] arguments) {
        CommandLine command = fault.getCommandLine();
        PrintWriter err = command.getErr();
        List<String> unknown = command.getUnmatchedArguments();
        if (unknown.stream().anyMatch(argument -> SECRET.matcher(argument).matches())) {
            // The value next to it is not repeated: standard error often ends in a log.
            err.println("keys are not taken from the command line, where other users and the shell's history see them;"
                    + " set the provider's variable, for example OPENAI_API_KEY, or OPENAI_API_KEY_FILE to the name of"
                    + " a file that holds the key");
        } else {
            if (!unknown.isEmpty() && !(fault instanceof UnmatchedArgumentException)) {
                // What is missing is often what is misspelt.
                print(new UnmatchedArgumentException(command, unknown), err);
            }
            print(fault, err);
        }
        err.println("help: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE.number();
    }

    private static void print(ParameterException fault, PrintWriter err) {
        err.println(FaultText.message(fault.getMessage() + origin(fault)));
        UnmatchedArgumentException.printSuggestions(fault, err);
    }

    /** A value that the user did not type just now is traced to where it stands. */
    private static String origin(ParameterException fault) {
        if (fault.getArgSpec() == null
                || !(fault.getCommandLine().getDefaultValueProvider() instanceof OptionDefaults defaults)) {
            return "";
        }
        String origin = defaults.origin(fault.getArgSpec());
        return origin.isEmpty() ? "" : "; it is set by " + origin;
    }
}
