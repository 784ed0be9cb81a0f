package dev.constitution.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of examples is whole, and its commands are those that the files open with. */
class ReadmeTest {
    private static final Pattern COMMAND = Pattern.compile("examples/run [A-Z]\\w+[^`\n]*");

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The programs of both modules. */
    private static List<Path> programs() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""))) {
            return files.filter(file -> file.toString().contains("src/main/java/"))
                    .filter(Files::isRegularFile)
                    .filter(file -> read(file).contains("static void main("))
                    .toList();
        }
    }

    @Test
    void readme_namesEachProgramWithTheCommandThatItOpensWith() throws IOException {
        String readme = read(Path.of("README.md"));

        assertThat(programs()).hasSizeGreaterThanOrEqualTo(9).allSatisfy(program -> {
            Matcher command = Pattern.compile("<pre>(examples/run [^<&]+)").matcher(read(program));
            assertThat(command.find()).as("a command in its Javadoc").isTrue();
            assertThat(readme)
                    .contains("](" + program + ")", "`" + command.group(1).strip() + "`");
        });
    }

    @Test
    void readme_commands_runProgramsThatThereAre() throws IOException {
        List<String> names = programs().stream()
                .map(program -> program.getFileName().toString())
                .toList();

        assertThat(COMMAND.matcher(read(Path.of("README.md"))).results().map(MatchResult::group))
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(command -> assertThat(names).contains(command.split(" ")[1] + ".java"));
    }

    @Test
    void readme_files_areThere() {
        Matcher link = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)").matcher(read(Path.of("README.md")));

        assertThat(link.results().map(found -> Path.of(found.group(1))))
                .isNotEmpty()
                .allMatch(Files::exists);
    }
}
