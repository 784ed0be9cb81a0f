package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ExactBootstrapTest {
    private static double[] scores(double... countsAndScores) {
        DoubleStream all = DoubleStream.empty();
        for (int i = 0; i < countsAndScores.length; i += 2) {
            double score = countsAndScores[i + 1];
            all = DoubleStream.concat(all, DoubleStream.generate(() -> score).limit((long) countsAndScores[i]));
        }
        return all.toArray();
    }

    @Test
    void mean_winsTiesAndLosses_hasTheIntervalOfAllResamples() {
        Figure figure = ExactBootstrap.mean(scores(9, 1, 4, .5, 7, 0), Level.DEFAULT);

        Values.requireInterval(figure, .35, .75, 1e-9);
        assertThat(figure.n()).isEqualTo(20);
    }

    @Test
    void mean_fractionsOfEitherSign_hasTheIntervalOfAllResamples() {
        Values.requireInterval(
                ExactBootstrap.mean(scores(6, 1, 3, .5, 9, 0, 1, -.5, 1, -1), Level.DEFAULT), .05, .55, 1e-9);
    }

    @Test
    void mean_equalScores_hasNoInterval() {
        Figure figure = ExactBootstrap.mean(scores(10, 1), Level.DEFAULT);

        assertThat(figure.interval()).isEmpty();
        assertThat(figure.estimate().orElseThrow().note())
                .hasValueSatisfying(why -> assertThat(why).contains("no width"));
        Values.requireUndefined(ExactBootstrap.mean(new double[0], Level.DEFAULT), "no prompt has a score");
    }

    @Test
    void mean_scoresOnNoLattice_isRefused() {
        assertThatThrownBy(() -> ExactBootstrap.mean(new double[] {0, 1, Math.E - 2}, Level.DEFAULT))
                .hasMessageContaining("use Tango's interval");
    }
}
