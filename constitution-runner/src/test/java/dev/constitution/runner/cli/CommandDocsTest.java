package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/** Holds the pages about the command line to the code. */
class CommandDocsTest {
    private static final Path DOCS = Path.of("..", "docs");

    private final CommandSpec run =
            ConstitutionCommand.commandLine().getSubcommands().get("run").getCommandSpec();

    @Test
    void exitCodes_page_listsThemAll() throws IOException {
        List<String> rows = Files.readAllLines(DOCS.resolve("exit-codes.md")).stream()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> "| %d | %s | %s |".formatted(code.number(), code.label(), code.meaning()))
                        .toList());
    }

    @Test
    void exitCodes_helpOfRun_listsThemAll() {
        assertThat(run.usageMessage().exitCodeList().entrySet())
                .extracting(code -> code.getKey() + ":" + code.getValue())
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> code.number() + ":" + code.meaning())
                        .toList());
    }

    @Test
    void configSchema_copyForEditors_isTheOneInUse() throws IOException {
        requireCopy("run-config.schema.json", ConfigSchema.of(run));
    }

    @Test
    void experimentSchema_copyForEditors_isTheOneInUse() throws IOException {
        requireCopy("experiment.schema.json", ExperimentSchema.text());
    }

    private static void requireCopy(String name, String content) throws IOException {
        Path copy = DOCS.resolve(name);
        if (Boolean.getBoolean("constitution.docs.write")) {
            Files.writeString(copy, content);
        }

        assertThat(copy)
                .as("to renew it: mvn -pl constitution-runner -am test -Dtest=CommandDocsTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dconstitution.docs.write=true")
                .hasContent(content);
    }
}
