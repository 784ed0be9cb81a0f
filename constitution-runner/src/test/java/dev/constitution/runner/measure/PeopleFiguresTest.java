package dev.constitution.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.store.Choice;
import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.Sides;
import dev.constitution.runner.store.StoredLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleFiguresTest {
    @TempDir
    private Path folder;

    @AutoClose
    private ScriptedExperiment experiment;

    @BeforeEach
    void runExperiment() throws IOException {
        experiment = new ScriptedExperiment(folder);
        experiment.prompts(10, ScriptedExperiment.WIN).prompts(3, ScriptedExperiment.FIRST);
        experiment.run("arms:\n  told: {answers: instruct}\n  plain: {answers: answer}\n");
    }

    private static double value(Figure figure) {
        return figure.estimate().orElseThrow().value();
    }

    private static Label label(int row, String id, String a, String b, Choice choice, String labeller) {
        String question = id.startsWith("win") ? "Win " + row + "?" : "First " + row + "?";
        return new Label(
                row,
                id,
                new Sides(a, b),
                choice,
                labeller,
                Instant.EPOCH,
                Optional.empty(),
                "test",
                Sides.fingerprint(a + " answer to " + question, b + " answer to " + question),
                Optional.empty());
    }

    @Test
    void figures_labelsInEitherOrder_areHeldAgainstTheJudge() throws IOException {
        try (RunStore store = RunStore.openExisting(experiment.out())) {
            for (int i = 0; i < 10; i++) {
                Choice choice = i < 8 ? Choice.A : Choice.B;
                StoredLabels.write(
                        i % 2 == 0
                                ? label(i, "win-" + i, "told", "plain", choice, "ida")
                                : label(i, "win-" + i, "plain", "told", choice.swapped(), "ida"),
                        store);
            }
            StoredLabels.write(label(10, "first-10", "told", "plain", Choice.A, "ida"), store);
            StoredLabels.write(label(10, "first-10", "told", "plain", Choice.B, "ben"), store);
            StoredLabels.write(label(11, "first-11", "told", "plain", Choice.SKIP, "ben"), store);
            StoredLabels.write(label(13, "first-12", "told", "plain", Choice.A, "eva"), store); // of another answer
            store.writer().flush();

            PeopleFigures people =
                    ExperimentFigures.of(store).orElseThrow().people().orElseThrow();

            assertThat(people.labels()).isEqualTo(12);
            assertThat(people.pairs()).isEqualTo(10);
            assertThat(people.labellers()).isEqualTo(2);
            assertThat(people.noMajority()).isEqualTo(1);
            assertThat(value(people.agreeing())).isCloseTo(0.8, within(1e-9));
            assertThat(value(people.kappa())).isCloseTo(0.6, within(1e-9)); // 0.8 beyond one half
            assertThat(value(people.calibration().orElseThrow().gap())).isCloseTo(0.2, within(1e-9));
        }
    }
}
