package dev.constitution.runner.options;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.source.SchemaFile;
import dev.constitution.source.Suggestion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What the options of a command are where the command line does not say: first the environment, then the configuration
 * file, then what the options themselves declare.
 *
 * <p>The variables have the command's name in theirs, {@code CONSTITUTION_RUN_MAX_TOKENS}, as {@code CONSTITUTION_MODEL} and
 * others mean something of their own.
 */
public final class OptionDefaults implements IDefaultValueProvider {
    private static final String CONFIG = key(ConfigOptions.NAME);

    /** A value and what set it. */
    private record Given(String value, String origin) {}

    private final Map<String, Given> values = new HashMap<>();

    /**
     * Reads the environment and the file that the arguments or the environment name.
     *
     * @throws dev.constitution.source.FaultyFileException if the file cannot be used, with all its faults
     */
    public OptionDefaults(CommandSpec command, List<String> arguments, Map<String, String> environment) {
        Map<String, Given> ofEnvironment = new HashMap<>();
        requireKnown(command, environment);
        for (OptionSpec option : ConfigSchema.settable(command)) {
            String variable = variable(command, option);
            String value = environment.get(variable);
            if (value != null && !value.isEmpty()) {
                ofEnvironment.put(key(option.longestName()), new Given(value, variable));
            }
        }
        String file = config(arguments);
        if (file == null && ofEnvironment.containsKey(CONFIG)) {
            file = ofEnvironment.get(CONFIG).value();
        }
        if (file != null) {
            readFile(file, ConfigSchema.of(command));
        }
        values.putAll(ofEnvironment);
    }

    /** A variable that is misspelt would be one that is not set. */
    private static void requireKnown(CommandSpec command, Map<String, String> environment) {
        Set<String> known = new TreeSet<>();
        ConfigSchema.settable(command).forEach(option -> known.add(variable(command, option)));
        String prefix = prefix(command);
        String faults = environment.keySet().stream()
                .filter(name -> name.startsWith(prefix) && !known.contains(name))
                .sorted()
                .map(name -> "unknown variable \"" + name + "\"" + nearest(name, prefix, known) + " constitution "
                        + command.name() + " --help lists the options, which are named in capitals there with _ for -")
                .collect(Collectors.joining("\n"));
        if (!faults.isEmpty()) {
            throw new UsageException(faults);
        }
    }

    /** Without what all of them begin with, which would make any two alike. */
    private static String nearest(String name, String prefix, Set<String> known) {
        List<String> ends =
                known.stream().map(one -> one.substring(prefix.length())).toList();
        String clause = Suggestion.clause(name.substring(prefix.length()), ends);
        return clause.isEmpty() ? ";" : clause.replaceFirst("\"", "\"" + prefix);
    }

    private void readFile(String file, String schema) {
        for (Map.Entry<String, JsonNode> entry :
                SchemaFile.read(Path.of(file), schema).properties()) {
            JsonNode value = entry.getValue();
            String text = value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
            values.put(entry.getKey(), new Given(text, file));
        }
    }

    private static @Nullable String config(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith(ConfigOptions.NAME + "=")) {
                return argument.substring(ConfigOptions.NAME.length() + 1);
            } else if (argument.equals(ConfigOptions.NAME) && i + 1 < arguments.size()) {
                return arguments.get(i + 1);
            }
        }
        return null;
    }

    public static String variable(CommandSpec command, OptionSpec option) {
        return prefix(command) + key(option.longestName()).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String prefix(CommandSpec command) {
        return ("constitution_" + command.name() + "_").toUpperCase(Locale.ROOT);
    }

    public static String key(String optionName) {
        return optionName.replaceFirst("^-+", "");
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        Given given = given(argument);
        return given == null ? null : given.value();
    }

    /** What set an option that the command line did not; empty where nothing did. */
    public String origin(ArgSpec argument) {
        Given given = given(argument);
        return given == null ? "" : given.origin();
    }

    private @Nullable Given given(ArgSpec argument) {
        return argument instanceof OptionSpec option ? values.get(key(option.longestName())) : null;
    }
}
