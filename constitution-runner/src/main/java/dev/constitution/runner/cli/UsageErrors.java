package dev.constitution.runner.cli;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.options.OptionDefaults;
import dev.constitution.source.FaultText;
import dev.constitution.source.Suggestion;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
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
        err.println(FaultText.message(message(fault) + origin(fault)));
        UnmatchedArgumentException.printSuggestions(fault, err);
    }

    /** The names of a list are told as users write them, the nearest first. */
    private static String message(ParameterException fault) {
        ArgSpec argument = fault.getArgSpec();
        String value = fault.getValue();
        boolean isOfAList = String.valueOf(fault.getMessage()).contains("expected one of");
        if (argument instanceof OptionSpec option
                && value != null
                && isOfAList
                && option.typeInfo().isEnum()) {
            List<String> names = Arrays.stream(option.typeInfo().getType().getEnumConstants())
                    .map(String::valueOf)
                    .toList();
            return "unknown value \"" + value + "\" of " + option.longestName()
                    + Suggestion.clauseAndQuotedList(value, names, "known values");
        }
        return String.valueOf(fault.getMessage());
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
