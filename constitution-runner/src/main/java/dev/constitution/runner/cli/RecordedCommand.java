package dev.constitution.runner.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line of a run as its folder keeps it: complete, so that the run can be done again from anywhere. */
final class RecordedCommand {
    private RecordedCommand() {}

    /** The command line that is being executed, with what a file and the environment say of its options written into it. */
    static List<String> of(CommandSpec command) {
        List<String> words =
                without(command.root().commandLine().getParseResult().originalArgs(), ConfigOptions.NAME);
        if (command.commandLine().getDefaultValueProvider() instanceof OptionDefaults defaults) {
            for (OptionSpec option : ConfigSchema.settable(command)) {
                String value = defaults.defaultValue(option);
                boolean isGiven = command.commandLine().getParseResult().hasMatchedOption(option);
                if (value != null && !isGiven && !option.longestName().equals(ConfigOptions.NAME)) {
                    words.add(option.longestName() + "=" + value);
                }
            }
        }
        return words;
    }

    /** The command with this value of an option, whatever it was before. */
    static List<String> with(List<String> command, String option, String value) {
        List<String> words = without(command, option);
        words.add(option + "=" + value);
        return words;
    }

    private static List<String> without(List<String> command, String option) {
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
