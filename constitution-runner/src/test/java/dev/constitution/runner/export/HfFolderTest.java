package dev.constitution.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.FileParts;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.format.SftExport;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.GoldenFile;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HfFolderTest {
    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void write() throws IOException {
        run = StoredRows.write(folder.resolve("run"), StoredRows.all());
    }

    private Path export(String name, String... more) {
        Path to = folder.resolve(name);
        Exports.write(run, "hf", to, more).succeeded();
        return to;
    }

    @Test
    void write_halfForTesting_namesEverySplitInTheCard() throws IOException {
        Path written = export("hf", "--test-share=0.5", "--license=apache-2.0");

        String card = Files.readString(written.resolve("README.md"));
        for (String split : List.of("train_prefs", "test_prefs", "train_sft", "test_sft")) {
            assertThat(written.resolve("data").resolve(split + ".jsonl")).isNotEmptyFile();
            assertThat(card).contains("- split: " + split + "\n    path: data/" + split + ".jsonl");
        }
        assertThat(card)
                .startsWith("---\nlicense: \"apache-2.0\"\nlanguage:\n- \"en\"\n")
                .contains("size_categories:\n- n<1K", "annotations_creators:\n- machine-generated", "default: true")
                .contains(
                        "| rejected | no_revision_needed | 1 |",
                        "| failed | timeout | 1 |",
                        "| honest | 3 | Be honest. |")
                .contains("| verdicts in both orders | 3 |", "| same position won twice | 33.3 % |")
                .contains(
                        "| revisions read as revised | 8 |",
                        "| evasive answers, chosen and rejected (prompts: all) | 0 and 0 |")
                .contains("| answered by | house-1 |", "## Limitations")
                .contains("tags:\n- constitutional-ai\n- preference\n- synthetic\n", "## Marked as made by a model");
    }

    @Test
    void write_card_namesTheTypeOfEveryColumnOfEachConfiguration() throws IOException {
        String card = Files.readString(export("hf", "--test-share=0.5").resolve("README.md"));

        assertThat(card).contains("""
                        dataset_info:
                        - config_name: "prefs"
                          features:
                          - name: "id"
                            dtype: string
                          - name: "prompt"
                            list: json
                        """, """
                          - name: "probability"
                            dtype: float64
                          - name: "principle"
                            list: string
                        """, """
                          - name: "provenance"
                            dtype: json
                        - config_name: "sft"
                          features:
                          - name: "messages"
                            list: json
                        ---
                        """).containsOnlyOnce("default: true");
    }

    @Test
    void write_conversationsAlone_areTheDefault() throws IOException {
        run = StoredRows.write(
                folder.resolve("kept"),
                StoredRows.revisions().stream()
                        .filter(row -> row.id().equals("good"))
                        .toList());

        assertThat(export("hf").resolve("README.md"))
                .content()
                .contains("- config_name: \"sft\"\n  default: true\n")
                .doesNotContain("prefs\"\n");
    }

    @Test
    void write_again_givesTheSameBytes() throws IOException {
        Path one = export("one");
        Path two = export("two");

        for (String file : List.of("README.md", "manifest.json", "data/train_prefs.jsonl", "data/train_sft.jsonl")) {
            assertThat(one.resolve(file)).hasSameBinaryContentAs(two.resolve(file));
        }
    }

    @Test
    void write_smallerThanBefore_leavesNoOldSplitBehind() throws IOException {
        export("hf", "--test-share=0.5");
        Path written = export("hf", "--test-share=0.000001");

        assertThat(written.resolve("data/test_prefs.jsonl")).doesNotExist();
        assertThat(written.resolve("README.md")).content().doesNotContain("test_prefs");
    }

    private static List<String> names(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void write_splitBeyondThePartSize_isInPartsThatHoldTheSameRowsInOrder() throws IOException {
        Path whole = export("whole").resolve("data");
        Path written = export("parts", "--part-size=1KB");

        Path data = written.resolve("data");
        List<Path> parts = FileParts.of(data.resolve("train_prefs.jsonl"));
        assertThat(parts).hasSizeGreaterThan(2);
        StringBuilder rows = new StringBuilder();
        for (Path part : parts) {
            String content = Files.readString(part);
            boolean isOneRow = content.indexOf('\n') == content.length() - 1;
            assertThat(content).isNotEmpty().endsWith("\n");
            assertThat(isOneRow || content.getBytes(StandardCharsets.UTF_8).length <= 1000)
                    .isTrue();
            rows.append(content);
        }
        assertThat(whole.resolve("train_prefs.jsonl")).hasContent(rows.toString());
        assertThat(written.resolve("README.md"))
                .content()
                .contains("- split: train_prefs\n    path: data/train_prefs-*-of-0000" + parts.size() + ".jsonl\n")
                .contains("| train_prefs | "
                        + Files.readAllLines(whole.resolve("train_prefs.jsonl")).size() + " |");
        JsonNode outputs =
                Json.parse(Files.readString(written.resolve("manifest.json"))).get("outputs");
        for (String name : names(data)) {
            assertThat(outputs.get("data/" + name).textValue()).isEqualTo(Sha256.hex(data.resolve(name)));
        }
    }

    @Test
    void write_inOtherPartsThanBefore_leavesNoneOfTheseAndNothingOfAKilledExport() throws IOException {
        List<String> whole = names(export("hf").resolve("data"));
        Path data = export("hf", "--part-size=0.3KB").resolve("data");
        List<String> small = names(data);
        Files.writeString(data.resolve("train_sft-00007.jsonl.partial"), "{\"messages\"");
        Files.writeString(data.resolve("train_sft-00007.parquet.jsonl.partial"), "{\"messages\"");
        Files.writeString(data.resolve("notes.txt"), "a user's own");

        assertThat(small).doesNotContain("train_prefs.jsonl", "train_sft.jsonl").hasSizeGreaterThan(10);
        export("hf", "--part-size=1kb");
        assertThat(names(data))
                .contains("notes.txt")
                .hasSizeLessThan(small.size())
                .doesNotContainAnyElementsOf(
                        small.stream().filter(name -> name.startsWith("train")).toList());
        export("hf");
        Files.delete(data.resolve("notes.txt"));
        assertThat(names(data)).isEqualTo(whole);
    }

    @Test
    void write_partsThatAreNotComplete_haveNotTheirNames() throws IOException {
        Path data = export("hf", "--part-size=2KB").resolve("data");
        List<String> before = names(data);

        try (PartedFile parts =
                new PartedFile(SftExport.ofAllRevisions(), data.resolve("train_sft.jsonl"), 10, () -> {})) {
            parts.write(Json.MAPPER.createObjectNode().put("messages", "one"));
            parts.write(Json.MAPPER.createObjectNode().put("messages", "two"));

            assertThat(names(data)).containsAll(before).contains("train_sft-00001.jsonl.partial");
        }
        assertThat(names(data)).isEqualTo(before);
    }

    @Test
    void write_overThePartsThatTheRunsPromptsAreIn_isRefused() throws Exception {
        Path data = export("hf", "--part-size=2KB").resolve("data");
        RunFolder second = new RunFolder(folder, "second", 1);
        second.run(new EchoModel())
                .prompts(PromptSource.of(data.resolve("train_prefs.jsonl")))
                .build()
                .execute();

        assertThat(Exports.write(second.directory(), "hf", folder.resolve("hf"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("train_prefs-00000-of-0000", "holds the run's prompts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0MB", "500", "2 TB", "-1GB", "a lot"})
    void write_partSizeThatIsNone_isRefused(String size) {
        assertThat(Exports.write(run, "hf", folder.resolve("hf"), "--part-size=" + size)
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--part-size must be a size such as 64KB, 500MB or 1.5GB, above 0, got \"" + size + "\"");
    }

    @Test
    void write_partSizeOfAFile_isRefused() {
        assertThat(Exports.write(run, "trl", folder.resolve("p.jsonl"), "--part-size=1MB")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--part-size is for hf");
    }

    @Test
    void write_manifest_namesWhatTheDataIsMadeOf() throws IOException {
        Path written = export("hf");

        JsonNode manifest = Json.parse(Files.readString(written.resolve("manifest.json")));
        for (Map.Entry<String, JsonNode> file : manifest.get("outputs").properties()) {
            byte[] content = Files.readAllBytes(written.resolve(file.getKey()));
            assertThat(file.getValue().textValue()).isEqualTo(Sha256.hex(content));
        }
        assertThat(manifest.get("outputs").size()).isGreaterThanOrEqualTo(3);
        assertThat(manifest.get("input").get("sha256").textValue()).hasSize(64);
        assertThat(manifest.get("constitution").get("fingerprint").textValue())
                .isEqualTo(StoredRows.HOUSE.fingerprint());
        assertThat(manifest.get("models").toString())
                .isEqualTo("{\"requested\":{\"critic\":\"local:\",\"generator\":\"local:\"},\"returned\":[\"house-1\"],"
                        + "\"notes\":{}}");
        assertThat(manifest.get("seed").intValue()).isEqualTo(7);
    }

    @Test
    void manifest_ofTheSameRun_hasTheseBytes() throws IOException {
        String manifest = Files.readString(export("hf", "--test-share=0.5").resolve("manifest.json"));

        new GoldenFile("export/manifest.json")
                .requireEqual(manifest.replaceAll("(\\.(?:md|jsonl?)\" : )\"[0-9a-f]{64}\"", "$1\"SHA-256\""));
    }
}
