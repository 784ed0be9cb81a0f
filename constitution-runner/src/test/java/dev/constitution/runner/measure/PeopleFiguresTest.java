package dev.constitution.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.runner.measure.PersonLabel.Choice;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.store.RunStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void figures_labelsInEitherOrder_areHeldAgainstTheJudge() throws IOException {
        List<PersonLabel> labels = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Choice choice = i < 8 ? Choice.A : Choice.B;
            PersonLabel label = new PersonLabel("win-" + i, "told", "plain", choice, "ida");
            labels.add(i % 2 == 0 ? label : label.swapped());
        }
        labels.add(new PersonLabel("first-10", "told", "plain", Choice.A, "ida"));
        labels.add(new PersonLabel("first-10", "told", "plain", Choice.B, "ben"));

        try (RunStore store = RunStore.openExisting(experiment.out())) {
            PeopleFigures people =
                    ExperimentFigures.of(store, labels).orElseThrow().people().orElseThrow();

            assertThat(people.pairs()).isEqualTo(10);
            assertThat(people.labellers()).isEqualTo(2);
            assertThat(people.noMajority()).isEqualTo(1);
            assertThat(value(people.agreeing())).isCloseTo(0.8, within(1e-9));
            assertThat(value(people.kappa())).isCloseTo(0.6, within(1e-9)); // 0.8 beyond one half
            assertThat(value(people.calibration().orElseThrow().gap())).isCloseTo(0.2, within(1e-9));
        }
    }

    @Test
    void queue_pairsOfAnExperiment_putsThoseFirstOnWhichOrdersDisagree() throws IOException {
        try (RunStore store = RunStore.openExisting(experiment.out())) {
            List<LabelQueue.Entry> queue =
                    LabelQueue.of(store, List.of(new PersonLabel("first-11", "plain", "told", Choice.TIE, "ida")));

            assertThat(queue).hasSize(12);
            assertThat(queue.subList(0, 2))
                    .extracting(LabelQueue.Entry::prompt)
                    .containsExactlyInAnyOrder("first-10", "first-12");
            assertThat(queue.get(0).doubt()).isEqualTo(2); // one half, and the orders say the opposite
            assertThat(queue.get(2).doubt()).isZero();
            assertThat(LabelQueue.of(store, List.of())).hasSize(13);
        }
    }

    @Test
    void labelsFor_tenPoints_isTheTablesNumber() {
        assertThat(LabelQueue.labelsFor(0.05).prompts()).isEqualTo(385);
        assertThat(LabelQueue.labelsFor(0.03).prompts()).isEqualTo(1068);
    }
}
