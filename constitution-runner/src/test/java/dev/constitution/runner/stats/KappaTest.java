package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against values of statsmodels, scikit-learn and R's psych and vcd. */
class KappaTest {
    static final double[][] EVEN = {{40, 10}, {15, 35}};
    static final double[][] RARE = {{118, 5}, {2, 0}};
    static final double[][] THREE = {{44, 5, 1}, {7, 20, 3}, {9, 5, 6}};

    @Test
    void of_twoRaters_hasTheIntervalOfTheTableWithPseudoItems() {
        Values.requireValue(Kappa.of(EVEN, Level.DEFAULT), .5);
        Values.requireInterval(Kappa.of(EVEN, Level.DEFAULT), .321862, .658531, 1e-6);
        Values.requireFigure(Kappa.of(RARE, Level.DEFAULT), -.023392, -.203275, .367683);
        Values.requireFigure(Kappa.of(THREE, Level.DEFAULT), .491525, .341643, .622264);
        assertThat(Kappa.of(EVEN, Level.DEFAULT).n()).isEqualTo(100);
        assertThat(Kappa.of(EVEN, Level.DEFAULT).method()).isEqualTo(Method.COHEN_KAPPA);
    }

    @Test
    void standardError_ofTables_isFleissCohenAndEveritts() {
        requireError(EVEN, .086168);
        requireError(RARE, .012287);
        requireError(THREE, .072127);
    }

    private static void requireError(double[][] table, double error) {
        assertThat(Kappa.standardError(new RaterTable(table))).isCloseTo(error, within(Values.SIX_DIGITS));
    }

    @Test
    void of_fullAgreement_isOneWithAnInterval() {
        Figure kappa = Kappa.of(new double[][] {{10, 0}, {0, 10}}, Level.DEFAULT);

        Values.requireValue(kappa, 1);
        assertThat(kappa.interval().orElseThrow().low()).isBetween(.5, .95);
    }

    @Test
    void of_fullDisagreement_isMinusOne() {
        Values.requireValue(Kappa.of(new double[][] {{0, 10}, {10, 0}}, Level.DEFAULT), -1);
    }

    @Test
    void of_onlyOneThingEverSaid_isUndefined() {
        Values.requireUndefined(Kappa.of(new double[][] {{20, 0}, {0, 0}}, Level.DEFAULT), "one category only");
    }

    @Test
    void of_fewerThanTwoItems_isUndefined() {
        Values.requireUndefined(Kappa.of(new double[][] {{0, 0}, {0, 0}}, Level.DEFAULT), "fewer than two items");
        Values.requireUndefined(Kappa.of(new double[][] {{.5, 0}, {0, .5}}, Level.DEFAULT), "fewer than two items");
    }

    @Test
    void of_constantRater_isZeroAndSaysSo() {
        Figure.Estimate kappa = Kappa.of(new double[][] {{18, 2}, {0, 0}}, Level.DEFAULT)
                .estimate()
                .orElseThrow();

        assertThat(kappa.value()).isCloseTo(0, within(1e-12));
        assertThat(kappa.note())
                .isEqualTo(Optional.of("one rater always says the same, so that kappa is 0 whatever the agreement"));
    }

    @Test
    void of_unevenTable_isRefused() {
        assertThatThrownBy(() -> Kappa.of(new double[][] {{1, 2}, {3}}, Level.DEFAULT))
                .hasMessageContaining("must be square");
    }

    @Test
    void weighted_orderedCategories_countsNearMissesLess() {
        Values.requireValue(WeightedKappa.LINEAR.of(THREE), .473684);
        Values.requireValue(WeightedKappa.QUADRATIC.of(THREE), .454545);
        Values.requireUndefined(WeightedKappa.LINEAR.of(new double[][] {{3, 0}, {0, 0}}), "one category only");
        Values.requireUndefined(WeightedKappa.LINEAR.of(new double[][] {{1, 0}, {0, 0}}), "fewer than two items");
    }
}
