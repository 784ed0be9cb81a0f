package dev.constitution.runner.options;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The JSON Schema of configuration files, made from the options themselves so that no option can be missing in it;
 * {@code docs/run-config.schema.json} is a copy for editors, kept the same by a test.
 */
public final class ConfigSchema {
    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);

    private static final ObjectWriter WRITER = Json.MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withSeparators(
                    DefaultPrettyPrinter.DEFAULT_SEPARATORS.withObjectFieldValueSpacing(Separators.Spacing.AFTER)));

    private ConfigSchema() {}

    /** The options that can be set other than on the command line. */
    public static List<OptionSpec> settable(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp() && !option.hidden())
                .toList();
    }

    public static String of(CommandSpec command) {
        return text(schema(command));
    }

    /** A schema as it stands in files. */
    public static String text(ObjectNode schema) {
        return Json.line(WRITER, schema) + "\n";
    }

    private static ObjectNode schema(CommandSpec command) {
        ObjectNode schema = Json.MAPPER
                .createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", "urn:dev.constitution:schema:" + command.name() + "-config:1")
                .put("title", "Configuration of constitution " + command.name())
                .put("description", "Options by their names without dashes; all may be left out.")
                .put("type", "object")
                .put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        properties
                .putObject("$schema")
                .put("description", "Where this schema is, for editors.")
                .put("type", "string");
        for (OptionSpec option : settable(command)) {
            if (!option.longestName().equals(ConfigOptions.NAME)) {
                describe(option, properties.putObject(OptionDefaults.key(option.longestName())));
            }
        }
        return schema;
    }

    /** Says of an option what values it takes. */
    public static void describe(OptionSpec option, ObjectNode property) {
        property.put("description", description(option));
        if (option.type().isEnum()) {
            option.completionCandidates().forEach(property.putArray("enum")::add);
        } else {
            property.put("type", type(option.type()));
        }
    }

    private static String type(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        } else if (WHOLE.contains(type)) {
            return "integer";
        }
        return type == double.class || Number.class.isAssignableFrom(type) ? "number" : "string";
    }

    /** The option's description with what it takes by default. */
    public static String description(OptionSpec option) {
        String text = String.join(" ", option.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()));
        return option.completionCandidates() == null
                ? text
                : text.replace(
                        "${COMPLETION-CANDIDATES}",
                        String.join(
                                ", ",
                                StreamSupport.stream(
                                                option.completionCandidates().spliterator(), false)
                                        .toList()));
    }
}
