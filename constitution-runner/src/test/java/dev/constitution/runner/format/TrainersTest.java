package dev.constitution.runner.format;

import static org.assertj.core.api.Assertions.assertThat;

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
        Path named = folder.resolve("named.jsonl");
        Path form = folder.resolve("form.jsonl");

        String said = Exports.write(run, trainer.name(), named).succeeded().out();
        Exports.write(run, trainer.form(), form).succeeded();

        assertThat(named).hasSameBinaryContentAs(form);
        assertThat(said).contains("form " + trainer.form() + ", as " + trainer.version(), trainer.command());
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
        Exports.write(run, trainer, whole).succeeded();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(Files.readAllLines(whole));
        assertThat(result.out()).contains("valid.jsonl");
        assertThat(to.resolve("data-report.json")).exists();
    }

    @Test
    void export_folderWithASideOfNoRows_leavesItsFileOut() throws IOException {
        Path one = StoredRows.write(folder.resolve("one"), StoredRows.questions(1, i -> "Why?"));

        Exports.write(one, "mlx-lm", folder.resolve("data")).succeeded();

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

        String said = Exports.write(unsound, form, file).succeeded().out();

        assertThat(said).contains("left out: empty answer: 1", "left out: equal answers: 1");
        assertThat(JsonLines.read(file)).hasSize(form.equals("ms-swift-kto") ? 2 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpaca", "sharegpt"})
    void export_emptyAnswersToLearn_areLeftOutAndCounted(String form) throws IOException {
        Path unsound = StoredRows.write(folder.resolve("unsound"), StoredRows.unsound());
        Path file = folder.resolve("x.jsonl");

        String said = Exports.write(unsound, form, file).succeeded().out();

        assertThat(said).contains("left out: empty answer: 1");
    }
}
