package dev.constitution.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.format.ExportCatalog;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.StoredImages;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of rows with images: what is written, what is left out, and the files that go along. */
class ImageExportsTest {
    private static final Set<String> CARRYING = Set.of(
            "native",
            "sft",
            "sft-last",
            "trl",
            "trl-unpaired",
            "axolotl",
            "llama-factory",
            "sharegpt",
            "ms-swift",
            "ms-swift-kto");

    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void write() throws IOException {
        run = StoredImages.write(folder.resolve("run"));
    }

    static Stream<String> forms() {
        return ExportCatalog.names().stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void export_everyForm_holdsImagesOrLeavesTheRowOut(String form) throws IOException {
        Path file = folder.resolve("to/rows" + Exports.ending(form));

        String said = Exports.writeForm(run, form, file).succeeded().out();

        String written = Files.readString(file);
        assertThat(written).contains("Is tea good?");
        if (CARRYING.contains(form)) {
            assertThat(written).contains(StoredImages.name(StoredImages.RED), "Both are squares.");
            assertThat(said).contains("with images: ");
        } else {
            assertThat(written).doesNotContain("colour", "squares", "picture");
            assertThat(said).contains("left out: images: ").doesNotContain("with images");
            assertThat(folder.resolve("to/images")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "trl", "llama-factory", "ms-swift"})
    void export_intoAnotherFolder_putsTheImagesBesideThatItsRowsName(String form) throws IOException {
        Path file = folder.resolve("to/rows.jsonl");

        Exports.write(run, form, file).succeeded();

        Set<String> named = new TreeSet<>();
        for (JsonNode row : JsonLines.read(file)) {
            row.path("images").forEach(place -> named.add(place.textValue()));
        }
        named.remove(StoredImages.ADDRESS);
        assertThat(named).contains(StoredImages.name(StoredImages.RED));
        for (String name : named) {
            Path image = folder.resolve("to").resolve(name);
            assertThat(image).hasSameBinaryContentAs(run.resolve(name));
            assertThat(ImageIO.read(image.toFile()).getWidth()).isEqualTo(4);
        }
        try (Stream<Path> files = Files.list(folder.resolve("to/images"))) {
            assertThat(files.map(image -> "images/" + image.getFileName())).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void export_again_addsWhatIsMissingAndLeavesOtherFiles() throws IOException {
        Path images = Files.createDirectories(folder.resolve("to/images"));
        Path others = Files.writeString(images.resolve("mine.txt"), "mine");
        Path red = Files.write(folder.resolve("to").resolve(StoredImages.name(StoredImages.RED)), StoredImages.RED);

        Exports.write(run, "trl", folder.resolve("to/a.jsonl")).succeeded();
        Exports.write(run, "llama-factory", folder.resolve("to/b.jsonl")).succeeded();

        assertThat(others).hasContent("mine");
        assertThat(Files.isSameFile(red, run.resolve(StoredImages.name(StoredImages.RED))))
                .isFalse();
        assertThat(folder.resolve("to").resolve(StoredImages.name(StoredImages.BLUE)))
                .hasBinaryContent(StoredImages.BLUE);
    }

    @Test
    void export_anotherFileUnderAnImagesName_isRefusedAndStays() throws IOException {
        Files.createDirectories(folder.resolve("to/images"));
        Path red = Files.writeString(folder.resolve("to").resolve(StoredImages.name(StoredImages.RED)), "mine");

        assertThat(Exports.write(run, "trl", folder.resolve("to/a.jsonl"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains(red + ": is there, and is not the image that its name says; move it away");

        assertThat(red).hasContent("mine");
        assertThat(folder.resolve("to/a.jsonl")).doesNotExist();
    }

    @Test
    void export_imageThatTheRunHasLost_isRefusedBeforeAFileIsInPlace() throws IOException {
        Path red = run.resolve(StoredImages.name(StoredImages.RED));
        Files.delete(red);

        assertThat(Exports.write(run, "trl", folder.resolve("to/a.jsonl"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains(red + ": is missing", "constitution verify " + run);

        assertThat(folder.resolve("to/a.jsonl")).doesNotExist();
    }

    @Test
    void export_intoTheRunsFolder_leavesImagesWhereTheyAre() throws IOException {
        Exports.write(run, "trl", run.resolve("prefs.jsonl")).succeeded();

        try (Stream<Path> files = Files.list(run.resolve("images"))) {
            assertThat(files).hasSize(2);
        }
        assertThat(JsonLines.read(run.resolve("prefs.jsonl"))
                        .get(0)
                        .at("/images/0")
                        .textValue())
                .isEqualTo(StoredImages.name(StoredImages.RED));
    }

    @Test
    void export_toStandardOutput_namesFilesFromTheRunsFolder() throws Exception {
        ChildRun child = ChildRun.start(
                        folder, "exec 2>/dev/null; ", List.of("export", run.toString(), "--format=trl", "--to=-"))
                .succeeded();

        JsonNode first = Json.parse(child.output().lines().findFirst().orElseThrow());
        assertThat(run.resolve(first.at("/images/0").textValue())).exists();
    }

    @Test
    void export_imageChangedBesideTheExport_isStillWholeInTheRun() throws IOException {
        Exports.write(run, "trl", folder.resolve("to/a.jsonl")).succeeded();
        Path red = folder.resolve("to").resolve(StoredImages.name(StoredImages.RED));
        Files.write(red, StoredImages.BLUE); // in place, as tools that resize do

        assertThat(run.resolve(StoredImages.name(StoredImages.RED))).hasBinaryContent(StoredImages.RED);
        assertThat(Exports.write(run, "llama-factory", folder.resolve("to/b.jsonl"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains(red + ": is there, and is not the image that its name says; move it away");
        assertThat(red.getParent()).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void export_imageThatIsAnotherInTheRun_isRefusedBeforeAFileIsInPlace() throws IOException {
        Path red = run.resolve(StoredImages.name(StoredImages.RED));
        Files.write(red, StoredImages.BLUE);

        assertThat(Exports.write(run, "trl", folder.resolve("to/a.jsonl"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains(
                        red + ": cannot be handed on: it holds another image than its name says",
                        "constitution verify " + run);

        assertThat(folder.resolve("to/a.jsonl")).doesNotExist();
        assertThat(folder.resolve("to").resolve(StoredImages.name(StoredImages.RED)))
                .doesNotExist();
    }

    @Test
    void export_twoSides_eachHaveTheirImages() throws IOException {
        Exports.write(run, "trl", folder.resolve("to/a.jsonl"), "--test-share=0.5")
                .succeeded();

        for (String side : List.of("train", "test")) {
            for (JsonNode row : JsonLines.read(folder.resolve("to/a-" + side + ".jsonl"))) {
                for (JsonNode place : row.path("images")) {
                    assertThat(place.textValue().startsWith("http")
                                    || Files.exists(folder.resolve("to").resolve(place.textValue())))
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "native, false",
        "trl, false",
        "trl-unpaired, false",
        "axolotl, false",
        "sft, true",
        "llama-factory, false",
        "sharegpt, true",
        "ms-swift, true",
        "ms-swift-kto, true"
    })
    void export_readAgain_isTheSamePrompts(String form, boolean endsWithAnswer) throws Exception {
        Path file = folder.resolve("to/rows.jsonl");
        Exports.write(run, form, file).succeeded();

        Set<String> read = new LinkedHashSet<>();
        try (PromptReader rows = new InputFile(PromptSource.of(file).withDropLastAnswer(endsWithAnswer)).rows()) {
            while (rows.hasNext()) {
                read.add(words(((InputRow.Read) rows.next()).prompt().messages()));
            }
        }

        assertThat(read)
                .isSubsetOf(StoredImages.rows().stream()
                        .map(row -> words(ExportRow.of(row).prompt()))
                        .toList());
        assertThat(read).hasSize(JsonLines.read(file).size() / (form.matches(".*(unpaired|kto)") ? 2 : 1));
    }

    private static String words(List<Message> turns) {
        return turns.stream().map(turn -> turn.role() + ": " + turn.inWords()).collect(Collectors.joining("\n"));
    }

    @Test
    void export_llamaFactory_namesTheColumnInItsIndex() throws IOException {
        String said = Exports.write(run, "llama-factory", folder.resolve("to/lf.jsonl"))
                .succeeded()
                .out();

        assertThat(Json.parse(Files.readString(folder.resolve("to/dataset_info.json")))
                        .at("/lf/columns/images")
                        .textValue())
                .isEqualTo("images");
        assertThat(said)
                .contains(
                        "left out: images by address: 1",
                        "left out: mark of an image in a text: 1",
                        "dataset_dir: " + folder.resolve("to") + ", which is media_dir too");
    }

    /** LLaMA-Factory's readers for models that are shown images stop at such a text. */
    @ParameterizedTest
    @CsvSource({"llama-factory, true", "sharegpt, true", "llama-factory-sft, true", "ms-swift, false", "native, false"})
    void export_textAloneThatSaysAMark_isLeftOutOfLlamaFactoryBesideImages(String form, boolean isLeftOut)
            throws IOException {
        List<OutcomeRecord> rows = new ArrayList<>(StoredImages.rows());
        rows.add(StoredRows.question(6, "svg", "How do I write the <image> tag of SVG?"));
        StoredRows.write(folder.resolve("more"), rows);
        Path more = folder.resolve("more/images");
        Files.move(run.resolve("images"), more);
        Path alone = StoredRows.write(
                folder.resolve("alone"), List.of(StoredRows.question(0, "svg", "How do I write <image>?")));
        Path file = folder.resolve("to/a.jsonl");

        String said = Exports.write(more.getParent(), form, file).succeeded().out();

        assertThat(Files.readString(file).contains("tag of SVG")).isNotEqualTo(isLeftOut);
        assertThat(said.contains("left out: mark of an image in a text: 2")).isEqualTo(isLeftOut);
        Exports.write(alone, form, folder.resolve("to/b.jsonl")).succeeded();
        assertThat(folder.resolve("to/b.jsonl")).content().contains("How do I write <image>?");
    }

    /** Where a field holds texts beside lists, {@code datasets} takes such a text for JSON. */
    @ParameterizedTest
    @CsvSource({
        "native, false, prompt, true",
        "trl, false, prompt, true",
        "trl-unpaired, false, prompt, true",
        "sft, false, messages, true",
        "sft-last, false, messages, true",
        "axolotl, false, messages, true",
        "ms-swift-sft, false, messages, true",
        "ms-swift, false, messages, false",
        "mlx-lm, true, messages, false"
    })
    void export_runWithImages_hasTextsAsPartsWhereTurnsWithImagesStand(
            String form, boolean isFolder, String column, boolean inParts) throws IOException {
        List<OutcomeRecord> rows = new ArrayList<>(StoredImages.rows());
        rows.add(StoredRows.question(6, "json", "[1, 2]"));
        Path more = StoredRows.write(folder.resolve("more"), rows);
        Files.move(run.resolve("images"), more.resolve("images"));
        Path to = folder.resolve(isFolder ? "to" : "to/a.jsonl");

        Exports.write(more, form, to, isFolder ? "--test-share=0.0001" : "--near-duplicates=1.0")
                .succeeded();

        List<JsonNode> written = JsonLines.read(isFolder ? to.resolve("train.jsonl") : to);
        JsonNode json = written.get(written.size() - (form.equals("trl-unpaired") ? 2 : 1));
        JsonNode content = json.get(column).get(0).get("content");
        assertThat(content).isEqualTo(Json.parse(inParts ? "[{\"type\":\"text\",\"text\":\"[1, 2]\"}]" : "\"[1, 2]\""));
        if (inParts) {
            for (JsonNode row : written) {
                assertThat(row.get(column))
                        .allMatch(turn -> turn.get("content").isArray()
                                == !turn.get("role").textValue().equals("system"));
            }
        }
    }

    /** Only a text that is JSON as a whole is taken for it; ms-swift knows no parts in a system turn. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"42 rules hold.|false", "\"Tea\" is a drink.|false", "42|true", "[1] |true"})
    void export_systemTurnOfARunWithImages_isPartsOnlyWhereItIsJson(String system, boolean isParts) throws IOException {
        List<OutcomeRecord> rows = new ArrayList<>(StoredImages.rows());
        rows.add(StoredRows.talk(6, "system", List.of(Message.system(system), Message.user("What is a tulip?"))));
        Path more = StoredRows.write(folder.resolve("more"), rows);
        Files.move(run.resolve("images"), more.resolve("images"));
        Path to = folder.resolve("to/a.jsonl");

        Exports.write(more, "sft", to, "--near-duplicates=1.0").succeeded();

        List<JsonNode> written = JsonLines.read(to);
        JsonNode turn = written.get(written.size() - 1).get("messages").get(0);
        assertThat(turn.get("role").textValue()).isEqualTo("system");
        assertThat(turn.get("content").isArray()).isEqualTo(isParts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trl", "trl-kto", "trl-sft"})
    void export_trl_saysHowImagesAreRead(String trainer) {
        String said = Exports.write(run, trainer, folder.resolve("to/a.jsonl"))
                .succeeded()
                .out();

        assertThat(said)
                .contains(
                        "urljoin(\"" + folder.resolve("to") + "/\", place)", "cast_column(\"images\", List(Image()))");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mlx-lm", "torchtune-sft", "paddleformers-sft", "llm-foundry", "oumi", "xtuner", "torchtune"})
    void export_trainerThatWouldLoseImages_leavesTheRowOut(String trainer) throws IOException {
        boolean isFolder = trainer.startsWith("mlx");
        Path to = folder.resolve(isFolder ? "to" : "to/rows.jsonl");

        assertThat(Exports.write(run, trainer, to, isFolder ? "--test-share=0.0001" : "--near-duplicates=1.0")
                        .succeeded()
                        .out())
                .contains("left out: images: 5");
        assertThat(isFolder ? to.resolve("train.jsonl") : to).content().doesNotContain("colour");
    }

    @Test
    void export_folderOfTheHub_leavesRowsOutAsItsColumnsHaveOneType() {
        assertThat(CommandLineHarness.run(
                                "export",
                                run.toString(),
                                "--format=hf",
                                "--license=mit",
                                "--test-share=0.0001",
                                "--to=" + folder.resolve("hf"))
                        .succeeded()
                        .out())
                .contains("left out: images: 5");
    }
}
