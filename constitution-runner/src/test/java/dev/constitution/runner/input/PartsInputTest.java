package dev.constitution.runner.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file in parts is read by the name that it has as a whole. */
class PartsInputTest {
    @TempDir
    private Path folder;

    @Test
    void read_partsWithoutALastLineEnd_keepsLinesApart() throws IOException {
        List<Path> parts = List.of(
                Files.writeString(folder.resolve("a"), "one\ntwo"),
                Files.writeString(folder.resolve("b"), ""),
                Files.writeString(folder.resolve("c"), "three\n"),
                Files.writeString(folder.resolve("d"), "vier: ü"));

        try (InputStream in = new PartsInput(parts)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("one\ntwo\nthree\nvier: ü");
        }
    }

    @Test
    void run_promptsInParts_areReadAsThoseOfTheWhole() throws Exception {
        Path run = StoredRows.write(folder.resolve("run"), StoredRows.questions(40, i -> "Question " + i + "?"));
        Exports.write(run, "hf", folder.resolve("whole")).succeeded();
        Exports.write(run, "hf", folder.resolve("parts"), "--part-size=3KB").succeeded();
        RunFolder fromWhole = new RunFolder(folder, "from-whole", 1);
        RunFolder fromParts = new RunFolder(folder, "from-parts", 1);

        run(fromWhole, folder.resolve("whole/data/train_prefs.jsonl"));
        run(fromParts, folder.resolve("parts/data/train_prefs.jsonl"));

        assertThat(folder.resolve("parts/data/train_prefs.jsonl")).doesNotExist();
        assertThat(JsonLines.read(fromParts.file("pairs.jsonl"))).hasSizeGreaterThan(20);
        assertThat(fromParts.file("pairs.jsonl")).hasSameBinaryContentAs(fromWhole.file("pairs.jsonl"));
        assertThat(fromParts.file("prompts")).hasSameBinaryContentAs(folder.resolve("whole/data/train_prefs.jsonl"));
    }

    private static void run(RunFolder run, Path prompts) throws Exception {
        run.run(new EchoModel()).prompts(PromptSource.of(prompts)).build().execute();
    }

    @Test
    void judge_pairsInParts_areReadAsThoseOfTheWhole() throws Exception {
        Path run = StoredRows.write(folder.resolve("run"), StoredRows.questions(40, i -> "Question " + i + "?"));
        Exports.write(run, "hf", folder.resolve("whole")).succeeded();
        Exports.write(run, "hf", folder.resolve("parts"), "--part-size=3KB").succeeded();

        String whole = judged(folder.resolve("whole/data/train_prefs.jsonl"));
        String parts = judged(folder.resolve("parts/data/train_prefs.jsonl"));

        assertThat(parts.replace("/parts/", "/whole/")).isEqualTo(whole);
    }

    private static String judged(Path pairs) {
        return CommandLineHarness.run("judge", "--pairs=" + pairs, "--baseline=longer", "--json")
                .succeeded()
                .out();
    }
}
