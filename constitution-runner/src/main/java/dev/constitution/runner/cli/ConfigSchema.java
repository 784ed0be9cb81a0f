package dev.constitution.runner.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.constitution.runner.base.Json;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The JSON Schema of configuration files, made from the options themselves so that no option can be missing in it;
 * {@code docs/run-config.schema.json} is a copy for editors, kept the same by a test.
 */
final class ConfigSchema {
    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);

    private ConfigSchema() {}

    /** The options that can be set other than on the command line. */
    static List<OptionSpec> settable(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp() && !option.hidden())
                .toList();
    }

    static String of(CommandSpec command) {
        return Json.line(json -> {
                    json.setPrettyPrinter(new DefaultPrettyPrinter()
                            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                            .withSeparators(DefaultPrettyPrinter.DEFAULT_SEPARATORS.withObjectFieldValueSpacing(
                                    Separators.Spacing.AFTER)));
                    write(json, command);
                })
                + "\n";
    }

    private static void write(JsonGenerator json, CommandSpec command) throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.writeStringField("$id", "urn:dev.constitution:schema:" + command.name() + "-config:1");
        json.writeStringField("title", "Configuration of constitution " + command.name());
        json.writeStringField("description", "Options by their names without dashes; all may be left out.");
        json.writeStringField("type", "object");
        json.writeBooleanField("additionalProperties", false);
        json.writeObjectFieldStart("properties");
        json.writeObjectFieldStart("$schema");
        json.writeStringField("description", "Where this schema is, for editors.");
        json.writeStringField("type", "string");
        json.writeEndObject();
        for (OptionSpec option : settable(command)) {
            if (!option.longestName().equals(ConfigOptions.NAME)) {
                property(json, option);
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void property(JsonGenerator json, OptionSpec option) throws IOException {
        json.writeObjectFieldStart(OptionDefaults.key(option.longestName()));
        json.writeStringField("description", description(option));
        if (option.type().isEnum()) {
            json.writeArrayFieldStart("enum");
            for (String candidate : option.completionCandidates()) {
                json.writeString(candidate);
            }
            json.writeEndArray();
        } else {
            json.writeStringField("type", type(option.type()));
        }
        json.writeEndObject();
    }

    private static String type(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        } else if (WHOLE.contains(type)) {
            return "integer";
        }
        return type == double.class || Number.class.isAssignableFrom(type) ? "number" : "string";
    }

    private static String description(OptionSpec option) {
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
