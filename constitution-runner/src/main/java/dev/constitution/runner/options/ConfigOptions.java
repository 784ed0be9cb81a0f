package dev.constitution.runner.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a file of options; {@link OptionDefaults} reads it before the command line is parsed. */
@NoPartOfRun("the options that the file sets count themselves")
public final class ConfigOptions {
    public static final String NAME = "--config";

    @Option(
            names = NAME,
            paramLabel = "FILE",
            description =
                    "A YAML file with any of these options, by their names without dashes. What is given here comes"
                            + " before the environment (CONSTITUTION_RUN_NAME), the environment before the file.")
    @SuppressWarnings("unused")
    private @Nullable Path file;
}
