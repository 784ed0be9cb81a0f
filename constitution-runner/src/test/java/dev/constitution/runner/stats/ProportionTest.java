package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values of other implementations (statsmodels, scipy). */
class ProportionTest {
    @ParameterizedTest
    @CsvSource({
        "362, 815, 0.41040017205951995, 0.47846720389008157",
        "0, 10, 0, 0.27753279986288926",
        "10, 10, 0.7224672001371106, 1",
        "1, 2, 0.09453120573423068, 0.9054687942657693",
        "81, 263, 0.2552885198782742, 0.36620957698280004",
    })
    void interval_anyProportion_isWilsons(long hits, long of, double low, double high) {
        requireInterval(new Proportion(hits, of).interval(), low, high, 1e-12);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 30, .005909, .166704",
        "7, 10, .396778, .892209",
        "98, 100, .929988, .994498",
        "30, 30, .886487, 1",
        "640, 1000, .609766, .669162",
        "58, 100, .482065, .672016",
        "26, 40, .495059, .778655",
        "20, 20, .838875, 1",
    })
    void interval_printedValues_areMetToSixDigits(long hits, long of, double low, double high) {
        requireInterval(new Proportion(hits, of).interval(), low, high, 6e-7);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, .308497",
        "1, 30, .000844, .172169",
        "98, 100, .929616, .997569",
    })
    void exactInterval_anyProportion_isClopperAndPearsons(long hits, long of, double low, double high) {
        requireInterval(new Proportion(hits, of).exactInterval(Level.DEFAULT), low, high, 6e-7);
    }

    private static void requireInterval(Interval interval, double low, double high, double tolerance) {
        assertThat(interval.low()).isCloseTo(low, within(tolerance));
        assertThat(interval.high()).isCloseTo(high, within(tolerance));
    }

    @Test
    void interval_nothingOrAllHit_endsAtZeroAndOneExactly() {
        for (int n = 1; n <= 200; n++) {
            assertThat(new Proportion(0, n).interval().low()).isZero();
            assertThat(new Proportion(n, n).interval().high()).isEqualTo(1);
            assertThat(new Proportion(n, n).exactInterval(Level.DEFAULT).high()).isEqualTo(1);
        }
    }

    @Test
    void figure_nothingCounted_isUndefined() {
        assertThat(new Proportion(0, 0).figure(Level.DEFAULT))
                .isEqualTo(new Figure.Undefined(Method.WILSON, 0, "nothing to have a share of"));
        assertThat(new Proportion(0, 0).exactFigure(Level.DEFAULT).interval()).isEmpty();
    }

    @Test
    void figure_someCounted_namesItsMethod() {
        assertThat(new Proportion(7, 10).figure(Level.DEFAULT).method()).isEqualTo(Method.WILSON);
        assertThat(new Proportion(7, 10).exactFigure(Level.DEFAULT).method()).isEqualTo(Method.CLOPPER_PEARSON);
        assertThat(new Proportion(7, 10).figure(Level.DEFAULT).n()).isEqualTo(10);
    }

    @Test
    void create_moreHitsThanThings_isRefused() {
        assertThatThrownBy(() -> new Proportion(3, 2)).hasMessage("3 of 2 is no proportion");
    }
}
