package dev.constitution.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.FileParts;
import dev.constitution.runner.format.ExportCatalog;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.rows.ParquetFiles;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Consumers;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line with this module on its class path. */
class ParquetRunTest {
    @TempDir
    private Path folder;

    static Iterable<String> forms() {
        return ExportCatalog.names();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void export_parquet_holdsTheRowsOfTheJsonLines(String form) throws IOException {
        List<OutcomeRecord> rows = StoredRows.all();
        rows.removeIf(row -> row.id().equals("half"));
        Path run = StoredRows.write(folder.resolve("run"), rows);
        Path text = folder.resolve("text" + Exports.ending(form));

        Exports.writeForm(run, form, folder.resolve("rows.parquet")).succeeded();
        Exports.writeForm(run, form, folder.resolve("again.parquet")).succeeded();
        Exports.writeForm(run, form, text).succeeded();

        assertThat(folder.resolve("again.parquet")).hasSameBinaryContentAs(folder.resolve("rows.parquet"));
        assertThat(folder.resolve("rows.parquet.jsonl.partial")).doesNotExist();
        Path back = folder.resolve("back.jsonl");
        ParquetFiles.installed().toJsonLines(List.of(folder.resolve("rows.parquet")), back);
        if (form.equals("icai")) {
            assertThat(Files.readAllLines(back)).hasSize(6);
        } else {
            // In Parquet a column without a value in this row is null; in JSON Lines the field is left out.
            assertThat(Files.readString(back).replaceAll(",\"[a-z_]+\":null", ""))
                    .isEqualTo(Files.readString(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"verl-reward", "verl-rl", "verl-sft"})
    void export_trainerOfParquet_takesItAndIsGivenWhatWasWritten(String trainer) throws IOException {
        Path run = StoredRows.write(folder.resolve("run"), StoredRows.questions(40, i -> "Question " + i + "?"));

        String said = Exports.write(run, trainer, folder.resolve("p.parquet"), "--test-share=0.3")
                .succeeded()
                .out();

        assertThat(folder.resolve("p-train.parquet")).isNotEmptyFile();
        assertThat(said.lines().reduce((first, last) -> last).orElseThrow())
                .contains(folder.resolve("p-train.parquet").toString());
    }

    @Test
    void export_trlAsParquet_isLoadedAsParquet() throws IOException {
        Path run = StoredRows.write(folder.resolve("run"), StoredRows.revisions());
        Path to = folder.resolve("trl.parquet");

        assertThat(Exports.write(run, "trl", to).succeeded().out())
                .contains("load_dataset(\"parquet\", data_files=\"" + to + "\"");
    }

    @Test
    void export_parquet_loadsWithStableTypesAndKeepsItsReadersRules() throws Exception {
        List<OutcomeRecord> rows = StoredRows.revisions();
        Path revisions = StoredRows.write(folder.resolve("revisions"), rows);
        Path judged = StoredRows.write(folder.resolve("judged"), StoredRows.judged());
        List<String> checks = new ArrayList<>();
        for (String form : ExportCatalog.names()) {
            Path plain = folder.resolve(form + ".parquet");
            Exports.writeForm(revisions, form, plain).succeeded();
            Path scored = folder.resolve(form + "-judged.parquet");
            Exports.writeForm(judged, form, scored).succeeded();
            // Both runs together: a column has the same type with and without values.
            checks.add(form + "\t" + plain + "\t" + scored);
        }

        assertThat(Consumers.check(folder, checks))
                .hasSize(checks.size())
                .contains("native parquet 8", "trl parquet 8");
    }

    @Test
    void export_folderOfParquet_holdsTheRowsOfTheOneOfJsonLines() throws Exception {
        List<OutcomeRecord> rows = StoredRows.revisions();
        rows.removeIf(row -> row.id().equals("half"));
        Path run = StoredRows.write(folder.resolve("run"), rows);
        Path parquet = folder.resolve("hub.parquet");

        Exports.write(run, "hf", folder.resolve("hub"), "--test-share=0.5").succeeded();
        Exports.write(run, "hf", parquet, "--test-share=0.5").succeeded();

        assertThat(Consumers.check(folder, List.of("hf\t" + parquet)))
                .isEqualTo(Consumers.check(folder, List.of("hf\t" + folder.resolve("hub"))));
        assertThat(parquet.resolve("README.md"))
                .content()
                .contains("path: data/train_prefs.parquet")
                .doesNotContain("dataset_info", ".jsonl");
        Path back = folder.resolve("back.jsonl");
        ParquetFiles.installed().toJsonLines(List.of(parquet.resolve("data/train_sft.parquet")), back);
        assertThat(back).hasSameTextualContentAs(folder.resolve("hub/data/train_sft.jsonl"));
    }

    @Test
    void export_appendToAFolderOfParquet_isLoadedWithTheOldFilesAndProved() throws Exception {
        Path first = StoredRows.write(folder.resolve("first"), StoredRows.questions(30, i -> "Question " + i + "?"));
        List<OutcomeRecord> more = new ArrayList<>();
        for (int i = 0; i < 40; i++) { // ten of them are there
            more.add(StoredRows.question(i, "p" + (20 + i), "Question " + (20 + i) + "?"));
        }
        Path second = StoredRows.write(folder.resolve("second"), more);
        Path hub = folder.resolve("hub.parquet");
        Exports.write(first, "hf", hub, "--test-share=0.3").succeeded();
        Path moved = Files.move(hub, folder.resolve("hub")); // the files say what they are, whatever the folder's name
        Map<String, String> before = FolderBytes.of(moved);

        String said = Exports.write(second, "hf", moved, "--append", "--test-share=0.3", "--part-size=2KB")
                .succeeded()
                .out();

        before.remove("README.md");
        assertThat(FolderBytes.of(moved)).containsAllEntriesOf(before);
        assertThat(said).contains("left out: in_folder");
        assertThat(moved.resolve("README.md"))
                .content()
                .contains("    - data/train_prefs.parquet\n    - data/train_prefs-*-of-0000")
                .doesNotContain("dataset_info", ".jsonl\n");
        assertThat(String.join("\n", Consumers.check(folder, List.of("hf\t" + moved))))
                .satisfies(checked -> assertThat(counted(checked)).isEqualTo(2 * 60));
        assertThat(CommandLineHarness.run("verify", moved.toString())
                        .succeeded()
                        .out())
                .contains("120 rows", "2 exports", "sound");
    }

    private static int counted(String checked) {
        return Pattern.compile(": (\\d+)")
                .matcher(checked)
                .results()
                .mapToInt(count -> Integer.parseInt(count.group(1)))
                .sum();
    }

    @Test
    void export_appendOfOtherRoles_isRefusedForParquetAndLoadedFromJsonLines() throws Exception {
        Path revised =
                StoredRows.write(folder.resolve("revised"), StoredRows.questions(30, i -> "Question " + i + "?"));
        List<OutcomeRecord> rows = new ArrayList<>(StoredRows.judged());
        for (int i = rows.size(); i < 30; i++) {
            rows.add(StoredRows.question(i, "q" + i, "What is " + i + "?"));
        }
        Path judged = StoredRows.write(
                folder.resolve("judged"), rows, Map.of("generator", "local:", "critic", "local:", "judge", "local:"));
        Path parquet = folder.resolve("hub.parquet");
        Path lines = folder.resolve("hub");
        Exports.write(revised, "hf", parquet, "--test-share=0.3").succeeded();
        Exports.write(revised, "hf", lines, "--test-share=0.3").succeeded();
        Map<String, String> before = FolderBytes.of(parquet);

        assertThat(Exports.write(judged, "hf", parquet, "--append")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("train_prefs.parquet: has other columns than the rows", "judge", "or one of JSON Lines");
        assertThat(FolderBytes.of(parquet)).isEqualTo(before);

        Exports.write(judged, "hf", lines, "--append").succeeded();
        assertThat(counted(String.join("\n", Consumers.check(folder, List.of("hf\t" + lines)))))
                .isEqualTo(120);
    }

    @Test
    void export_folderOfParquetInParts_holdsTheRowsOfTheWholeWithTheSameTypesInEachPart() throws Exception {
        List<OutcomeRecord> rows = StoredRows.all(); // some of whose parts have no score
        rows.removeIf(row -> row.id().equals("half"));
        Path run = StoredRows.write(folder.resolve("run"), rows);
        Path whole = folder.resolve("whole.parquet");
        Path parts = folder.resolve("parts.parquet");
        Exports.write(run, "hf", whole, "--test-share=0.3").succeeded();
        Exports.write(run, "hf", parts, "--test-share=0.3", "--part-size=1KB").succeeded();

        for (String split : List.of("train_prefs", "test_prefs", "train_sft", "test_sft")) {
            Path back = folder.resolve("back.jsonl");
            Path backOfParts = folder.resolve("back-of-parts.jsonl");
            List<Path> files = FileParts.of(parts.resolve("data/" + split + ".parquet"));
            ParquetFiles.installed().toJsonLines(List.of(whole.resolve("data/" + split + ".parquet")), back);
            ParquetFiles.installed().toJsonLines(files, backOfParts);
            assertThat(backOfParts).hasSameBinaryContentAs(back);
        }
        assertThat(FileParts.of(parts.resolve("data/train_prefs.parquet"))).hasSizeGreaterThan(2);
        assertThat(Consumers.check(folder, List.of("hf\t" + parts)))
                .isEqualTo(Consumers.check(folder, List.of("hf\t" + whole)));
        RunFolder again = new RunFolder(folder, "again", 1);
        run(again, parts.resolve("data/train_prefs.parquet"));
        again.requireSoundAndComplete(JsonLines.read(again.file("pairs.jsonl")).size());
    }

    /** Columns of text in this order. */
    private static Map<String, String> texts(String... names) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String name : names) {
            columns.put(name, "VARCHAR");
        }
        return columns;
    }

    @Test
    void run_promptsInParquet_areReadAsFromJsonLines() throws Exception {
        Path json = Files.writeString(
                folder.resolve("prompts.jsonl"),
                JsonLines.of("id", "a", "prompt", "One?") + JsonLines.of("id", "b", "prompt", "Grüße 你好?"));
        Path parquet = folder.resolve("prompts.parquet");
        ParquetFiles.installed().fromJsonLines(json, texts("id", "prompt"), parquet);
        RunFolder fromJson = new RunFolder(folder, "json", 1);
        RunFolder fromParquet = new RunFolder(folder, "parquet", 1);

        run(fromJson, json);
        run(fromParquet, parquet);
        RunResult again = run(fromParquet, parquet);

        assertThat(fromParquet.file("pairs.jsonl")).hasSameBinaryContentAs(fromJson.file("pairs.jsonl"));
        assertThat(again.calls()).isZero();
        Files.delete(parquet); // the folder keeps the rows
        fromParquet.requireSoundAndComplete(2);
    }

    private static RunResult run(RunFolder run, Path prompts) throws Exception {
        return run.run(new EchoModel())
                .prompts(PromptSource.of(prompts))
                .build()
                .execute();
    }

    @Test
    void run_promptsInAFolderOfParts_areReadOneAfterAnother() throws Exception {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        Path json = folder.resolve("prompts.jsonl");
        for (String id : List.of("a", "b")) {
            String row = JsonLines.of("id", id, "prompt", "Question " + id + "?");
            Files.writeString(json, row);
            ParquetFiles.installed().fromJsonLines(json, texts("id", "prompt"), parts.resolve(id + ".parquet"));
        }
        Files.writeString(parts.resolve("_SUCCESS"), "");
        RunFolder run = new RunFolder(folder, "run", 1);

        run(run, parts);
        RunResult again = run(run, parts);

        assertThat(JsonLines.read(run.file("pairs.jsonl")))
                .extracting(pair -> pair.get("id").textValue())
                .containsExactly("a", "b");
        assertThat(again.calls()).isZero();
        run.requireSoundAndComplete(2);
    }

    @Test
    void judge_baselineOnPairsInParquet_isThatOfTheJsonLines() throws Exception {
        Path json = Files.writeString(
                folder.resolve("pairs.jsonl"),
                JsonLines.of("prompt", "One?", "chosen", "A long answer", "rejected", "Short")
                        + JsonLines.of("prompt", "Two?", "chosen", "Grüße", "rejected", "A long answer"));
        Path parquet = folder.resolve("pairs.parquet");
        ParquetFiles.installed().fromJsonLines(json, texts("prompt", "chosen", "rejected"), parquet);

        CommandLineHarness.Result fromJson =
                CommandLineHarness.run("judge", "--pairs=" + json, "--baseline=longer", "--json");
        CommandLineHarness.Result fromParquet = CommandLineHarness.run(
                        "judge", "--pairs=" + parquet, "--baseline=longer", "--json")
                .succeeded();

        assertThat(fromParquet.out())
                .contains("\"agree\":1,")
                .isEqualTo(fromJson.out().replace("pairs.jsonl", "pairs.parquet"));
    }
}
