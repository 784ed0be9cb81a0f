package dev.constitution.runner.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line of a run as its folder keeps it: complete, so that the run can be done again from anywhere. */
public final class RecordedCommand {
    private static final String LOCAL = "local:";

    /** Options that may name a file, or something else. */
    private static final Set<String> FILES = Set.of("--prompts", "--pairs", "--constitution", "--not-like");

    private RecordedCommand() {}

    /** The command line that is being executed, with what a file and the environment say of its options written into it. */
    public static List<String> of(CommandSpec command) {
        List<String> words = fromAnywhere(
                command, without(command.root().commandLine().getParseResult().originalArgs(), ConfigOptions.NAME));
        if (command.commandLine().getDefaultValueProvider() instanceof OptionDefaults defaults) {
            for (OptionSpec option : ConfigSchema.settable(command)) {
                String value = defaults.defaultValue(option);
                boolean isGiven = command.commandLine().getParseResult().hasMatchedOption(option);
                if (value != null && !isGiven && !option.longestName().equals(ConfigOptions.NAME)) {
                    words.add(option.longestName() + "=" + fromAnywhere(option, value));
                }
            }
        }
        return words;
    }

    /** Words in which files are named so that they are found from any folder. */
    private static List<String> fromAnywhere(CommandSpec command, List<String> words) {
        List<String> found = new ArrayList<>();
        @Nullable OptionSpec before = null;
        for (String word : words) {
            int equals = word.indexOf('=');
            OptionSpec here = command.findOption(equals < 0 ? word : word.substring(0, equals));
            if (before != null) {
                found.add(fromAnywhere(before, word));
                before = null;
            } else if (here != null && equals >= 0) {
                found.add(word.substring(0, equals + 1) + fromAnywhere(here, word.substring(equals + 1)));
            } else {
                found.add(word);
                before = here != null
                                && here.arity().max() > 0
                                && here.typeInfo().getType() != boolean.class
                        ? here
                        : null;
            }
        }
        return found;
    }

    private static String fromAnywhere(OptionSpec option, String value) {
        if (value.startsWith(LOCAL) && value.length() > LOCAL.length() && !value.startsWith(LOCAL + "~/")) {
            return LOCAL + Path.of(value.substring(LOCAL.length())).toAbsolutePath();
        }
        boolean mayBeFile = FILES.contains(option.longestName()) && !value.equals("-");
        boolean isFile = option.type() == Path.class || (mayBeFile && Files.exists(Path.of(value)));
        return isFile ? Path.of(value).toAbsolutePath().toString() : value;
    }

    /** The command with this value of an option, whatever it was before. */
    public static List<String> with(List<String> command, String option, String value) {
        List<String> words = without(command, option);
        words.add(option + "=" + value);
        return words;
    }

    /** The command with this flag set or not, whatever it was before. */
    public static List<String> with(List<String> command, String flag, boolean value) {
        List<String> words = new ArrayList<>(command);
        words.removeIf(word -> word.equals(flag) || word.startsWith(flag + "="));
        words.add(flag + "=" + value);
        return words;
    }

    /** The command without an option and its value. */
    public static List<String> without(List<String> command, String option) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < command.size(); i++) {
            if (command.get(i).equals(option)) {
                i++; // its value
            } else if (!command.get(i).startsWith(option + "=")) {
                words.add(command.get(i));
            }
        }
        return words;
    }
}
