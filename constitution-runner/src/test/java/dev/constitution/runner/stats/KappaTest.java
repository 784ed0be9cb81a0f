package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against values of another implementation (statsmodels). */
class KappaTest {
    @Test
    void of_twoRaters_isFleissCohenAndEveritts() {
        requireKappa(new double[][] {{20, 5}, {10, 15}}, 50, 0.4, 0.151092290476661, 0.6489077095233389);
        requireKappa(new double[][] {{45, 15}, {25, 15}}, 100, 0.13043478260869554, -0.06293827779, 0.3238078430);
        requireKappa(
                new double[][] {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}},
                200,
                0.49152542372881347,
                0.3915637020535469,
                0.59148714540408);
        requireKappa(new double[][] {{10, 0}, {0, 10}}, 20, 1, 1, 1);
    }

    private static void requireKappa(double[][] table, long n, double value, double low, double high) {
        Kappa kappa = Kappa.of(table, n).orElseThrow();
        assertThat(kappa.value()).isCloseTo(value, within(1e-9));
        assertThat(kappa.interval().low()).isCloseTo(low, within(1e-9));
        assertThat(kappa.interval().high()).isCloseTo(high, within(1e-9));
    }

    @Test
    void of_onlyOneThingEverSaid_isNone() {
        assertThat(Kappa.of(new double[][] {{7, 0}, {0, 0}}, 7)).isEmpty();
        assertThat(Kappa.of(new double[][] {{0, 0}, {0, 0}}, 0)).isEmpty();
    }
}
