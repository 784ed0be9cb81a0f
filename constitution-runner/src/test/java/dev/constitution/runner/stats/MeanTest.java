package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeanTest {
    @Test
    void of_lengthDifferences_hasTheNormalInterval() {
        // Mean 10, standard error the root of (1000 / 4 / 5).
        Figure figure = Mean.of(new double[] {-10, 0, 10, 20, 30}, Level.DEFAULT);

        Values.requireFigure(
                figure, 10, 10 - 1.959963984540054 * Math.sqrt(50), 10 + 1.959963984540054 * Math.sqrt(50));
        assertThat(figure.method()).isEqualTo(Method.MEAN);
    }

    @Test
    void of_tooFewOrEqualNumbers_saysWhyThereIsNoInterval() {
        Values.requireUndefined(Mean.of(new double[0], Level.DEFAULT), "nothing to have a mean of");
        assertThat(Mean.of(new double[] {3}, Level.DEFAULT)
                        .estimate()
                        .orElseThrow()
                        .note())
                .contains("one number alone has no interval");
        assertThat(Mean.of(new double[] {3, 3}, Level.DEFAULT).interval()).isEmpty();
    }
}
