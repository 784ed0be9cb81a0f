package dev.constitution.runner.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainers by name: what is said of them holds together, and their names write their forms. */
class TrainersTest {
    @TempDir
    private Path folder;

    private Path run;

    static Stream<Trainer> trainers() {
        return Trainers.all().stream();
    }

    @BeforeEach
    void write() throws IOException {
        run = StoredRows.write(folder.resolve("run"), StoredRows.questions(200, i -> "Question " + i + "?"));
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void trainer_ofTheTable_namesFormsThatThereAre(Trainer trainer) {
        assertThat(ExportCatalog.names())
                .contains(trainer.form())
                .containsAll(trainer.wrong().keySet());
        assertThat(trainer.wrong()).doesNotContainKey(trainer.form());
        assertThat(trainer.version()).matches(".*\\d+\\.\\d+.*|OpenAI, Fireworks, Together|NeMo-RL");
        if (ExportCatalog.names().contains(trainer.name())) {
            assertThat(trainer.form()).isEqualTo(trainer.name()); // one name, one form
        }
    }

    @Test
    void table_names_areEachSaidOnce() {
        assertThat(Trainers.all())
                .extracting(Trainer::name)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void export_trainersName_writesItsFormAndSaysHowItIsRead(Trainer trainer) throws IOException {
        assumeTrue(trainer.takes().contains(FileKind.JSONL));
        Path named = folder.resolve("named.jsonl");
        Path form = folder.resolve("form.jsonl");

        String said = Exports.write(run, trainer.name(), named).succeeded().out();
        Exports.writeForm(run, trainer.form(), form).succeeded();

        assertThat(named).hasSameBinaryContentAs(form);
        assertThat(said).contains("form " + trainer.form() + ", as " + trainer.version());
        assertThat(said).contains(trainer.sentence(List.of(named), false));
        assertThat(said).doesNotContainPattern("\\b(FILE|NAME|BASENAME|DIRECTORY|TYPE|FOLDER|COLUMNS)\\b");
    }

    static Stream<Arguments> notTaken() {
        return trainers()
                .flatMap(trainer -> Stream.of(FileKind.values())
                        .filter(kind ->
                                kind != FileKind.FOLDER && !trainer.takes().contains(kind))
                        .map(kind -> Arguments.of(trainer, kind)));
    }

    @ParameterizedTest
    @MethodSource("notTaken")
    void export_fileThatTheTrainerCannotOpen_isRefusedBeforeAnythingIsWritten(Trainer trainer, FileKind kind)
            throws IOException {
        Path to = folder.resolve("data" + kind.label());

        String said = Exports.write(run, trainer.name(), to, "--test-share=0.2")
                .ended(ExitCode.USAGE)
                .err();

        assertThat(said)
                .contains(to + ": " + trainer.name(), trainer.takes().get(0).label());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(run);
        }
    }

    @Test
    void export_formThatIsNoTrainers_goesIntoAnyFile() {
        Exports.write(run, "sft", folder.resolve("sft.jsonl.gz")).succeeded();
        Exports.write(run, "trl-unpaired", folder.resolve("kto.jsonl.gz")).succeeded();

        assertThat(Exports.write(run, "verl-sft", folder.resolve("sft.jsonl"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains(".parquet", "--format sft");
    }

    @Test
    void export_withATestShare_namesTheFilesThatWereWritten() {
        String trl = Exports.write(run, "trl", folder.resolve("p.jsonl.gz"), "--test-share=0.2")
                .succeeded()
                .out();
        String verl = Exports.write(run, "verl-rl", folder.resolve("q.jsonl"), "--test-share=0.2")
                .succeeded()
                .out();
        String factory = Exports.write(run, "llama-factory", folder.resolve("r.jsonl"), "--test-share=0.2")
                .succeeded()
                .out();

        assertThat(trl).contains("load_dataset(\"json\", data_files=\"" + folder.resolve("p-train.jsonl.gz") + "\"");
        assertThat(verl)
                .contains(
                        "train_files=" + folder.resolve("q-train.jsonl"),
                        "val_files=" + folder.resolve("q-test.jsonl"));
        assertThat(factory).contains("with dataset: r-train and dataset_dir: " + folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlx-lm", "mlx-lm-lora"})
    void export_folderOfThreeFiles_holdsEachRowOnce(String trainer) throws IOException {
        Path to = folder.resolve("data");

        CommandLineHarness.Result result =
                Exports.write(run, trainer, to, "--test-share=0.1").succeeded();

        List<String> rows = new ArrayList<>();
        for (String side : List.of("train", "valid", "test")) {
            List<String> lines = Files.readAllLines(to.resolve(side + ".jsonl"));
            assertThat(lines).hasSizeBetween(side.equals("train") ? 140 : 8, side.equals("train") ? 180 : 35);
            rows.addAll(lines);
        }
        Path whole = folder.resolve("whole.jsonl");
        Exports.writeForm(run, Trainers.named(trainer).orElseThrow().form(), whole)
                .succeeded();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(Files.readAllLines(whole));
        assertThat(result.out()).contains("valid.jsonl", "--data " + to);
        assertThat(to.resolve("data-report.json")).exists();
    }

    @Test
    void export_folderWithASideOfNoRows_leavesItsFileOut() throws IOException {
        Path one = StoredRows.write(folder.resolve("one"), StoredRows.questions(1, i -> "Why?"));

        String said =
                Exports.write(one, "mlx-lm", folder.resolve("data")).succeeded().out();

        assertThat(said)
                .containsPattern("valid\\.jsonl +left out, as no row falls to it")
                .doesNotContain("0 lines");
        assertThat(folder.resolve("data/train.jsonl")).exists();
        assertThat(folder.resolve("data/valid.jsonl")).doesNotExist();
        assertThat(folder.resolve("data/test.jsonl")).doesNotExist();
    }

    @Test
    void export_folderWithHalfForTests_isRefused() {
        CommandLineHarness.Result result = Exports.write(run, "mlx-lm", folder.resolve("data"), "--test-share=0.5")
                .ended(ExitCode.USAGE);

        assertThat(result.err()).contains("must lie between 0 and 0.5");
    }

    @Test
    void export_unknownTrainer_isAnsweredWithTheNearestName() {
        CommandLineHarness.Result result =
                Exports.write(run, "torchtun", folder.resolve("x.jsonl")).ended(ExitCode.USAGE);

        assertThat(result.err()).contains("did you mean \"torchtune\"?");
    }

    @Test
    void export_pairsThatAJudgeHardlyToldApart_areTiesForTinker() throws IOException {
        Path judged = StoredRows.write(folder.resolve("judged"), StoredRows.ties());
        Path file = folder.resolve("x.jsonl");

        String said = Exports.write(judged, "tinker-cookbook", file).succeeded().out();

        assertThat(said).contains("left out: tie: 1");
        assertThat(JsonLines.read(file))
                .singleElement()
                .satisfies(row -> assertThat(row.get("label").textValue()).isIn("A", "B"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ms-swift", "ms-swift-kto", "mlx-lm-lora", "tinker-cookbook", "verl-reward", "paddleformers"})
    void export_emptyAndEqualAnswers_areLeftOutAndCounted(String form) throws IOException {
        Path unsound = StoredRows.write(folder.resolve("unsound"), StoredRows.unsound());
        Path file = folder.resolve("x.jsonl");

        String said = Exports.writeForm(unsound, form, file).succeeded().out();

        assertThat(said).contains("left out: empty answer: 1", "left out: equal answers: 1");
        assertThat(JsonLines.read(file)).hasSize(form.equals("ms-swift-kto") ? 2 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpaca", "sharegpt"})
    void export_emptyAnswersToLearn_areLeftOutAndCounted(String form) throws IOException {
        Path unsound = StoredRows.write(folder.resolve("unsound"), StoredRows.unsound());
        Path file = folder.resolve("x.jsonl");

        String said = Exports.writeForm(unsound, form, file).succeeded().out();

        assertThat(said).contains("left out: empty answer: 1");
    }
}
