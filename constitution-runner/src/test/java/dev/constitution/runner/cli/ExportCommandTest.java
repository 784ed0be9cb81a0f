package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.Gzip;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportCommandTest {
    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void write() throws IOException {
        run = StoredRows.write(folder.resolve("run"), StoredRows.revisions());
    }

    private CommandLineHarness.Result export(String format, Path to, String... more) {
        return Exports.write(run, format, to, more);
    }

    @Test
    void export_again_givesTheSameBytesAndChangesNoStore() throws IOException {
        byte[] store = Files.readAllBytes(run.resolve("run.db"));
        export("trl", folder.resolve("one.jsonl.gz"));
        export("trl", folder.resolve("two.jsonl.gz"));

        assertThat(folder.resolve("one.jsonl.gz")).hasSameBinaryContentAs(folder.resolve("two.jsonl.gz"));
        assertThat(Gzip.unzipped(Files.readAllBytes(folder.resolve("one.jsonl.gz")))
                        .lines())
                .hasSize(5);
        assertThat(run.resolve("run.db")).hasBinaryContent(store);
        assertThat(folder.resolve("one.jsonl.gz.partial")).doesNotExist();
    }

    @Test
    void export_standardOutput_isTheDataAloneInUtf8() throws Exception {
        ChildRun child = ChildRun.start(
                        folder,
                        "exec 2>/dev/null; export LC_ALL=C; ",
                        List.of("export", run.toString(), "--format=trl", "--to=-"))
                .succeeded();

        assertThat(child.output().lines()).hasSize(5).allMatch(line -> line.startsWith("{\"prompt\""));
        assertThat(child.output()).contains("Grüße", "你好 👋");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    trll         | out.jsonl      | unknown format "trll"; did you mean "trl"?
                    trl          | run/run.db     | is a file of a run itself
                    trl          | run/sft.jsonl  | is a file of a run itself
                    trl          | prompts.jsonl  | holds the run's prompts
                    trl          | out.csv        | holds more than a table can
                    icai         | out.jsonl      | name a .csv file
                    trl          | run            | is a folder
                    trl          | out.parquet    | needs the module constitution-parquet
                    hf           | prompts.jsonl  | is a file; name a folder
                    """)
    void export_unusableTarget_isRefusedWithWhatToDo(String format, String to, String reason) throws IOException {
        Files.writeString(run.resolve("sft.jsonl"), "");
        Files.writeString(run.resolve("prompts.jsonl"), "mine");
        Path target = folder.resolve(to.equals("prompts.jsonl") ? "run/prompts.jsonl" : to);

        assertThat(export(format, target).ended(ExitCode.USAGE).err()).contains(reason);
        assertThat(run.resolve("prompts.jsonl")).hasContent("mine");
    }

    @Test
    void export_testShare_putsEqualPromptsOnOneSideWhateverTheirOrder() throws IOException {
        run = StoredRows.write(
                folder.resolve("split"),
                StoredRows.questions(400, i -> "Question  " + i / 2 + "?" + (i % 2 == 0 ? "" : " ")));

        export("native", folder.resolve("p.v1.jsonl"), "--test-share=0.2").succeeded();

        TreeMap<String, String> sides = new TreeMap<>();
        for (String side : List.of("train", "test")) {
            for (JsonNode row : JsonLines.read(folder.resolve("p.v1-" + side + ".jsonl"))) {
                String prompt =
                        row.get("prompt").get(0).get("content").textValue().strip();
                assertThat(sides.merge(prompt, side, (a, b) -> a.equals(b) ? a : "both"))
                        .isEqualTo(side);
            }
        }
        assertThat(sides).hasSize(200);
        assertThat(sides.values().stream().filter("test"::equals).count()).isBetween(20L, 60L);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such limit")
    void export_fileCannotBeWritten_leavesTheOneThatWasThere() throws Exception {
        run = questions(1500);
        Path target = Files.writeString(folder.resolve("out.jsonl"), "old");

        ChildRun child = child("ulimit -f 2000; ", target).ended(ExitCode.STORAGE);

        assertThat(child.output()).contains(target + ": cannot be written");
        assertThat(target).hasContent("old");
        assertThat(folder.resolve("out.jsonl.partial")).doesNotExist();
    }

    @Test
    void export_killed_leavesTheOneThatWasThereOrTheWholeNewOne() throws Exception {
        run = questions(1500);
        Path target = Files.writeString(folder.resolve("out.jsonl"), "old");
        ChildRun child = child("", target);
        while (child.isAlive() && Files.notExists(folder.resolve("out.jsonl.partial"))) {
            Thread.onSpinWait();
        }
        child.kill();
        String left = Files.readString(target);

        export("native", target).succeeded();

        assertThat(left).isIn("old", Files.readString(target));
        assertThat(Files.readAllLines(target)).hasSize(1500);
    }

    private ChildRun child(String limits, Path target) throws IOException {
        return ChildRun.start(folder, limits, List.of("export", run.toString(), "--format=native", "--to=" + target));
    }

    private Path questions(int count) throws IOException {
        return StoredRows.write(
                folder.resolve("questions"), StoredRows.questions(count, i -> "Question " + i + "?".repeat(2000)));
    }

    @Test
    void export_llamaFactory_addsItsEntryAndKeepsOthers() throws IOException {
        Path index =
                Files.writeString(folder.resolve("dataset_info.json"), "{\"mine\": {\"file_name\": \"mine.json\"}}");

        export("llama-factory", folder.resolve("house.jsonl")).succeeded();
        CommandLineHarness.Result clash =
                export("llama-factory", folder.resolve("mine.jsonl")).ended(ExitCode.USAGE);

        JsonNode entries = Json.parse(Files.readString(index));
        assertThat(entries.get("mine").get("file_name").textValue()).isEqualTo("mine.json");
        assertThat(entries.get("house").toString())
                .isEqualTo("{\"file_name\":\"house.jsonl\",\"ranking\":true,\"formatting\":\"sharegpt\",\"columns\":"
                        + "{\"messages\":\"conversations\",\"chosen\":\"chosen\",\"rejected\":\"rejected\"}}");
        assertThat(clash.err()).contains("\"mine\" names another file there");
        assertThat(folder.resolve("mine.jsonl")).doesNotExist();
        assertThat(folder.resolve("mine-report.json")).doesNotExist();
    }

    @Test
    void export_unfinishedRun_writesWhatIsDoneAndSaysSo() throws IOException {
        try (RunStore store = RunStore.open(run)) {
            RunManifest all = RunManifest.of(store);
            new RunManifest(all.settings(), all.provenance(), all.source(), 20, List.of(), all.program())
                    .writeTo(store);
        }

        CommandLineHarness.Result result = export("trl", folder.resolve("out.jsonl"));

        assertThat(result.out()).contains("the run is not complete: 9 of 20 rows done");
        assertThat(Files.readAllLines(folder.resolve("out.jsonl"))).hasSize(5);
    }
}
