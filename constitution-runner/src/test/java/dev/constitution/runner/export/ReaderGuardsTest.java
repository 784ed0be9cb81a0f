package dev.constitution.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.StoredImages;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers of exported files would change or lose is said, or left out and counted. */
class ReaderGuardsTest {
    @TempDir
    private Path folder;

    /** Exports pairs, each given as its rejected and its chosen answer, and returns what is said of them. */
    private String export(String form, String to, String... answers) throws IOException {
        List<OutcomeRecord> rows = new ArrayList<>();
        for (int i = 0; i < answers.length; i += 2) {
            rows.add(StoredRows.answered(rows.size(), answers[i], answers[i + 1]));
        }
        Path run = StoredRows.write(folder.resolve("run-of-" + to), rows);
        return Exports.write(run, form, folder.resolve(to)).succeeded().out();
    }

    @Test
    void export_answersThatAreAllDates_areNamedByTheirField() throws IOException {
        String said = export("trl", "out.jsonl", "2024-01-01", "2024-01-01T10:00:00Z", "no date", "2024-01-02 10:00");

        String warning = "out.jsonl: chosen.content: nothing but dates, which some readers do not keep as texts;"
                + " export to a .parquet file";
        assertThat(said).contains("warning: " + warning);
        assertThat(Json.parse(Files.readString(folder.resolve("out-report.json")))
                        .get("warnings")
                        .toString())
                .contains(warning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trl", "hf"})
    void export_oneAnswerThatIsNoDate_protectsTheOthers(String form) throws IOException {
        assertThat(export(form, "out" + form, "2024-01-01", "2024-01-01 is it", "No.", "2024-13"))
                .doesNotContain("nothing but");
    }

    @Test
    void export_datesInAFolderWhoseCardNamesTypes_areKept() throws IOException {
        assertThat(export("hf", "out", "2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"))
                .doesNotContain("nothing but");
    }

    @Test
    void export_datesInALaterBatchOfAFile_areFoundThere() throws IOException {
        String batch = "x".repeat(11 << 20);

        assertThat(export("trl", "out.jsonl", "a", batch, "b", "2024-01-01"))
                .contains("out.jsonl: chosen.content: nothing but dates");
    }

    @Test
    void export_tableOfNumbers_isNamed() throws IOException {
        assertThat(export("icai", "out.csv", "007", "7", "1e3", "-.5"))
                .contains("out.csv: text_a, text_b: nothing but numbers");
        assertThat(export("trl", "out.jsonl", "007", "7", "1e3", "-.5")).doesNotContain("nothing but");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "NA", "NaN", "n/a", "None"})
    void export_textThatTablesReadAsNoValue_isLeftOutAndCounted(String text) throws IOException {
        String said = export("icai", "out.csv", "No.", text, text, "Yes.", "A null.", "Yes.");

        assertThat(said).contains("left out: text that tables read as no value: 2");
        assertThat(Files.readAllLines(folder.resolve("out.csv"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "user", "me", "assistant", " system ", "December 2023"})
    void export_answerThatATemplateHolds_isLeftOutForAxolotl(String text) throws IOException {
        String said = export("axolotl", "out.jsonl", "No way.", text, "No.", "Perhaps.");

        assertThat(said).contains("left out: answer that chat templates hold themselves: 1");
        assertThat(JsonLines.read(folder.resolve("out.jsonl"))).hasSize(1);
    }

    /** What {@code datasets} reads first tells it the fields; a new one behind ends in an error. */
    @ParameterizedTest
    @CsvSource({"trl, out.jsonl", "trl, out.jsonl.gz", "sft, out.jsonl", "native, out.jsonl"})
    void export_firstRowWithAFieldBehindTenMebibytes_goesToTheFront(String form, String to) throws IOException {
        List<OutcomeRecord> rows = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            rows.add(StoredRows.question(i, "long" + i, i + " " + "x".repeat(1 << 19)));
        }
        for (OutcomeRecord row : StoredImages.rows()) {
            rows.add(new OutcomeRecord(rows.size(), row.id(), row.kind(), row.detail(), row.json()));
        }
        Path run = StoredRows.write(folder.resolve("run"), rows);
        StoredImages.write(folder.resolve("of-images"));
        Files.move(folder.resolve("of-images/images"), run.resolve("images"));
        List<OutcomeRecord> plain = rows.subList(0, 24);
        Path without = StoredRows.write(folder.resolve("without"), plain);

        String said = Exports.write(run, form, folder.resolve("to").resolve(to))
                .succeeded()
                .out();
        String saidWithout = Exports.write(
                        without, form, folder.resolve("without").resolve(to))
                .succeeded()
                .out();

        Path file = folder.resolve("to").resolve(to);
        if (to.endsWith(".gz")) {
            try (InputStream packed = new GZIPInputStream(Files.newInputStream(file))) {
                Files.copy(packed, folder.resolve("plain.jsonl"));
            }
            file = folder.resolve("plain.jsonl");
        }
        List<JsonNode> written = JsonLines.read(file);
        assertThat(said).contains("put first, as readers know fields by the first 10 MiB: 3");
        assertThat(written).hasSize(30);
        assertThat(written.get(0).has("images")).isFalse();
        assertThat(written.get(1).get("images")).hasSize(1);
        assertThat(written.get(2).get("images")).hasSize(3);
        for (int i = 3; i < 26; i++) {
            assertThat(written.get(i).toString()).contains("\"" + (i - 2) + " xxx"); // in their order
        }
        assertThat(folder.resolve("to")).isDirectoryNotContaining("glob:**.partial");
        assertThat(saidWithout).doesNotContain("put first");
    }

    @ParameterizedTest
    @CsvSource({"_pairs.jsonl", ".pairs.jsonl", "_pairs.parquet"})
    void export_nameThatReadersPassOver_isRefused(String name) throws IOException {
        Path run = StoredRows.write(folder.resolve("run"), StoredRows.revisions());

        Exports.write(run, "trl", folder.resolve(name)).ended(ExitCode.USAGE);
        assertThat(folder.resolve(name)).doesNotExist();
    }
}
