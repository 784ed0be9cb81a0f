package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.principles.Constitutions;
import dev.constitution.runner.model.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the README shows must work. */
class ReadmeTest {
    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }

    @Test
    void readme_yaml_isAValidConstitution() throws IOException {
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(readme());

        assertThat(block.find()).isTrue();
        assertThat(Constitutions.parse(block.group(1), "README.md").principles())
                .hasSize(2);
    }

    @Test
    void readme_commands_areUnderstood() throws IOException {
        List<String> commands = readme().lines()
                .filter(line -> line.startsWith("./constitution "))
                .toList();

        assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
        for (String command : commands) {
            String[] words = command.split(" ");
            CommandLine.ParseResult parsed =
                    ConstitutionCommand.commandLine().parseArgs(Arrays.copyOfRange(words, 1, words.length));
            assertThat(parsed.subcommand().commandSpec().name()).isEqualTo("run");
        }
    }

    @Test
    void readme_models_areTheOnesThereAre() throws IOException {
        assertThat(Models.schemes()).allSatisfy(scheme -> assertThat(readme()).contains("`" + scheme + ":"));
    }
}
