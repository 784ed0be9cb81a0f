package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.cost.Prices;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.model.RunModels;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.EchoProvider;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.source.FaultyFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model that can be spelled in two ways is one model, whichever way a run was begun. */
class SpelledModelTest {
    private static final String LONG = "echo:own/m";
    private static final String SHORT = "echo:m";

    @TempDir
    private Path folder;

    private <T> T spelled(Callable<T> action) throws Exception {
        return EchoProvider.installed(EchoProvider.Spelled.class, folder.resolve("provider"), action);
    }

    private static RunResult run(RunFolder out, EchoModel model, String name) throws Exception {
        TreeMap<String, String> models =
                new TreeMap<>(Map.of("generator", name, "critic", name, "reviser", name));
        return out.run(model)
                .provenance(new Provenance("kind", RunFolder.KIND.fingerprint(), models, 7))
                .build()
                .execute();
    }

    private static String recorded(RunFolder out) throws Exception {
        try (RunStore store = RunStore.openExisting(out.directory())) {
            return String.valueOf(RunManifest.of(store).settings().values().get("generator"));
        }
    }

    /** As an earlier version began it, which recorded the name as it was given. */
    @Test
    void execute_begunUnderTheOtherSpelling_goesOnWithTheAnswersThatItHas() throws Exception {
        RunFolder out = new RunFolder(folder, "out", 2);
        EchoModel breaks = new EchoModel();
        breaks.answering(text -> {
            if (breaks.calls() == 6) { // the second row's last
                throw new IllegalStateException("no more");
            }
            return text;
        });
        assertThat(run(out, breaks, LONG).exitCode()).isEqualTo(ExitCode.FAILED_ROWS);
        out.setAsideFailed();
        EchoModel rest = new EchoModel();

        assertThat(spelled(() -> run(out, rest, SHORT)).exitCode()).isEqualTo(ExitCode.COMPLETE);

        assertThat(rest.calls()).isEqualTo(1);
        assertThat(recorded(out)).isEqualTo(LONG);
        out.requireSound(2, 2);
        assertThat(spelled(() -> run(out, rest, SHORT)).exitCode()).isEqualTo(ExitCode.COMPLETE);
        assertThat(rest.calls()).isEqualTo(1);
    }

    @Test
    void execute_otherModel_isRefusedStill() throws Exception {
        RunFolder out = new RunFolder(folder, "out", 2);
        run(out, new EchoModel(), LONG);

        assertThatThrownBy(() -> spelled(() -> run(out, new EchoModel(), "echo:n")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("generator was echo:m, is echo:n");
    }

    @Test
    void models_ofARun_areOneByOneName() throws Exception {
        TreeMap<String, String> names = new TreeMap<>(Map.of("generator", LONG, "critic", SHORT));

        RunModels models = spelled(() -> new RunModels(spec -> new EchoModel(), names));

        assertThat(models.names().values()).containsOnly(SHORT);
        assertThat(models.of("generator")).isSameAs(models.of("critic"));
        assertThat(spelled(() -> Models.identity(
                                ModelSpec.parse(LONG), new ModelSettings(name -> null, Duration.ofSeconds(1))))
                        .name())
                .isEqualTo(SHORT);
    }

    @ParameterizedTest
    @CsvSource({"echo:own/m, echo:m", "echo:m@http://h:1/, echo:m@http://h:1/", "nobody:own/m, nobody:own/m", "none, none"})
    void naming_namesWithoutASpelling_areLeftAsTheyAre(String given, String named) throws Exception {
        assertThat(spelled(() -> Models.naming().apply(given))).isEqualTo(named);
    }

    @Test
    void prices_ofEitherSpelling_areTheModels() throws Exception {
        Path file = folder.resolve("prices.yaml");
        Files.writeString(file, "as_of: 2026-11-30\nmodels:\n  \"echo:own/m\": {input: 1, output: 2}\n");

        assertThat(spelled(() -> Prices.with(file)).of(List.of(SHORT)).models()).containsOnlyKeys(SHORT);

        Files.writeString(
                file,
                "as_of: 2026-11-30\nmodels:\n  \"echo:own/m\": {input: 1, output: 2}\n  \"echo:m\": {input: 1, output: 3}\n");
        assertThatThrownBy(() -> spelled(() -> Prices.with(file)))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining(":4:3: \"echo:m\" is the model of another entry, spelled otherwise; keep one");
    }
}
