package dev.constitution.runner.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.StoredImages;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every form's bytes, and what it leaves out. Golden files are written anew with {@code -Dconstitution.golden.write=true}.
 */
class GoldenExportsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/constitution/runner/format/exports");
    private static final Set<String> CONVERSATIONS = Set.of("sft", "sft-last", "sharegpt", "alpaca");

    @TempDir
    private Path folder;

    static Stream<String> forms() {
        return ExportCatalog.names().stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void export_revisions_givesTheGoldenBytes(String form) throws IOException {
        requireGolden(form, "", StoredRows.write(folder.resolve("run"), StoredRows.revisions()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "trl-reward", "openrlhf", "distilabel", "sft"})
    void export_judgedPairs_carryWhatTheJudgeSaid(String form) throws IOException {
        requireGolden(form, "-judged", StoredRows.write(folder.resolve("run"), StoredRows.judged()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "trl", "sft", "openrlhf", "sharegpt"})
    void export_contrasts_holdNothingOfWhatTheTeacherWasTold(String form) throws IOException {
        requireGolden(form, "-contrast", StoredRows.write(folder.resolve("run"), StoredRows.contrasts()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sft", "sft-last", "sharegpt", "alpaca"})
    void export_introspections_areConversationsWithoutTheConstitution(String form) throws IOException {
        Path run = StoredRows.write(folder.resolve("run"), StoredRows.introspections(), Map.of("speaker", "local:"));

        requireGolden(form, "-introspection", run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "native",
                "sft",
                "sft-last",
                "sharegpt",
                "trl",
                "trl-unpaired",
                "axolotl",
                "llama-factory",
                "ms-swift",
                "ms-swift-kto"
            })
    void export_images_standWhereTheFormsReadersLookForThem(String form) throws IOException {
        requireGolden(form, "-images", StoredImages.write(folder.resolve("run")));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void export_introspections_inAFormOfPairsIsRefused(String form) throws IOException {
        Path run = StoredRows.write(folder.resolve("run"), StoredRows.introspections(), Map.of("speaker", "local:"));
        boolean isOfConversations = CONVERSATIONS.contains(form);

        CommandLineHarness.Result result = Exports.write(run, form, folder.resolve("x" + Exports.ending(form)));

        result.ended(isOfConversations ? ExitCode.COMPLETE : ExitCode.USAGE);
        if (!isOfConversations) {
            assertThat(result.err())
                    .contains(run + ": holds conversations and no pairs, of which " + form + " is a form")
                    .contains("hf, sft, sft-last, alpaca, sharegpt, trl-sft");
        }
    }

    static Stream<Trainer> trainersOfConversations() {
        return Trainers.all().stream().filter(trainer -> CONVERSATIONS.contains(trainer.form()));
    }

    @ParameterizedTest
    @MethodSource("trainersOfConversations")
    void export_introspections_areTakenForEveryTrainerOfConversations(Trainer trainer) throws IOException {
        Path run = StoredRows.write(folder.resolve("run"), StoredRows.introspections(), Map.of("speaker", "local:"));
        FileKind kind = trainer.takes().get(0);

        CommandLineHarness.Result result =
                Exports.write(run, trainer.name(), folder.resolve(kind == FileKind.FOLDER ? "x" : "x" + kind.label()));

        if (kind == FileKind.PARQUET) { // which another module writes
            assertThat(result.err()).startsWith("Parquet needs the module");
        } else {
            result.succeeded();
        }
    }

    @Test
    void derivedForm_eachMethodOfAForm_isAsTheOtherHasIt() {
        assertThat(methods(DerivedForm.class)).containsAll(methods(ExportFormat.class));
    }

    @Test
    void narrowed_ofEveryForm_isItInAllButWhatIsHeldBeyondTexts() {
        assertThat(methods(ExportFormat.class))
                .allSatisfy(method -> assertThat(methods(Narrowed.class).contains(method))
                        .as(method)
                        .isEqualTo(method.equals("carries") || method.equals("records")));
    }

    private static Set<String> methods(Class<?> type) {
        return Stream.of(type.getDeclaredMethods()).map(Method::getName).collect(Collectors.toSet());
    }

    @Test
    void goldenFiles_inTheFolder_standForAllForms() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            Set<String> golden = files.map(file -> file.getFileName()
                            .toString()
                            .replaceFirst("(-judged|-contrast|-introspection|-images)?\\.[a-z]+$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(golden).containsExactlyInAnyOrderElementsOf(ExportCatalog.names());
        }
    }

    private void requireGolden(String form, String variant, Path run) throws IOException {
        String name = form + variant + Exports.ending(form);
        Path written = folder.resolve(name);

        CommandLineHarness.Result result = Exports.writeForm(run, form, written).succeeded();

        Path golden = GOLDEN.resolve(name);
        Path report = GOLDEN.resolve(form + variant + ".txt");
        String said = result.out().replace(folder + "/", "").replace(folder.toString(), ".");
        if (Boolean.getBoolean("constitution.golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.copy(written, golden, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(report, said);
        }
        assertThat(written).hasSameBinaryContentAs(golden);
        assertThat(said).isEqualTo(Files.readString(report));
    }
}
