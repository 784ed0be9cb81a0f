package dev.constitution.runner.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the page about formats to what is written. */
class FormatDocsTest {
    private static final Pattern SECTION =
            Pattern.compile("## (\\S+)\n(?:(?!```|## )[^\n]*\n)+```\\w+\n(.*?)\n```", Pattern.DOTALL);

    private static final Path PAGE = Path.of("..", "docs", "formats.md");

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    /** Written anew with {@code -Dconstitution.docs.write=true}. */
    @Test
    void page_tablesOfTrainers_areThoseOfTheCode() throws IOException {
        String written = page();
        String expected = between(written, "trainers", TrainerTables.all());
        expected = between(expected, "wrong", TrainerTables.wrong());
        if (Boolean.getBoolean("constitution.docs.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(page()).isEqualTo(expected);
    }

    private static String between(String page, String mark, String table) {
        String begin = "<!-- " + mark + " -->\n";
        int start = page.indexOf(begin) + begin.length();
        int end = page.indexOf("<!-- /" + mark + " -->");
        assertThat(start).isLessThanOrEqualTo(end);
        return page.substring(0, start) + table + page.substring(end);
    }

    @Test
    void page_examples_areRowsOfTheGoldenFiles() throws IOException {
        List<String> names = new ArrayList<>();
        Matcher section = SECTION.matcher(page());
        while (section.find()) {
            String name = section.group(1);
            names.add(name);
            if (!name.equals("hf")) {
                assertThat(goldenLines(name))
                        .as(name)
                        .containsAll(section.group(2).lines().toList());
            }
        }

        assertThat(names)
                .contains("hf")
                .containsAll(ExportCatalog.names().stream()
                        .filter(name -> !name.equals("sft-last")) // told with sft
                        .toList());
    }

    private static List<String> goldenLines(String form) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/dev/constitution/runner/format/exports"))) {
            for (Path file : files.sorted().toList()) {
                if (file.getFileName().toString().matches(form + "(-judged|-images)?\\.(jsonl|csv)")) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        return lines;
    }
}
