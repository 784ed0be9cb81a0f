package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against values of uncertainty-calibration and scikit-learn. */
class CalibrationTest {
    private static final double[] P = {
        .52, .55, .58, .61, .64, .66, .69, .71, .74, .76, .79, .82, .84, .87, .89, .91, .93, .95, .97, .99
    };
    private static final Binning WIDTH = Binning.ofEqualWidth(0, 1);
    private static final Binning NUMBER = Binning.ofEqualNumber();

    private static boolean[] events(String digits) {
        boolean[] events = new boolean[digits.length()];
        for (int i = 0; i < events.length; i++) {
            events[i] = digits.charAt(i) == '1';
        }
        return events;
    }

    @Test
    void of_overconfidence_isAboveChance() {
        boolean[] y = events("00101001001010101010");

        Calibration calibration = Calibration.of(P, y, WIDTH, 5, 7);

        Values.requireValue(calibration.error(), .371);
        Values.requireValue(Calibration.of(P, y, NUMBER, 5, 7).error(), .371);
        assertThat(Calibration.of(P, y, NUMBER, 5, 7).chance()).isCloseTo(.154772, within(Values.SIX_DIGITS));
        assertThat(Calibration.of(P, y, NUMBER, 5, 7).corrected()).isCloseTo(.337175, within(Values.SIX_DIGITS));
        assertThat(Calibration.of(P, y, NUMBER, 5, 7).p()).isBetween(.0001, .001);
        Values.requireFigure(calibration.gap(), .371, .149648, .592352);
        assertThat(calibration.brier()).isCloseTo(.37998, within(Values.SIX_DIGITS));
        assertThat(calibration.error().interval()).isEmpty();
    }

    @Test
    void of_errorThatChanceExplains_isNothingWhenCorrected() {
        boolean[] y = events("10101101101110111011");

        Calibration calibration = Calibration.of(P, y, NUMBER, 5, 7);

        Values.requireValue(calibration.error(), .101);
        Values.requireValue(Calibration.of(P, y, WIDTH, 5, 7).error(), .106);
        assertThat(calibration.chance()).isCloseTo(.154772, within(Values.SIX_DIGITS));
        assertThat(calibration.corrected()).isZero();
        assertThat(calibration.p()).isGreaterThan(.5);
        assertThat(calibration.brier()).isCloseTo(.21598, within(Values.SIX_DIGITS));
    }

    @Test
    void curve_edges_belongToTheBinBelow() {
        Calibration calibration =
                Calibration.of(new double[] {0, .2, .4, .5, .6, .8, 1}, events("0101011"), WIDTH, 5, 0);

        assertThat(calibration.curve())
                .extracting(Calibration.Bin::probability)
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
                .containsExactly(.1, .4, .55, .8, 1.0);
        assertThat(calibration.curve())
                .extracting(Calibration.Bin::frequency)
                .containsExactly(
                        new Proportion(1, 2),
                        new Proportion(0, 1),
                        new Proportion(1, 2),
                        new Proportion(1, 1),
                        new Proportion(1, 1));
        assertThat(calibration.curve()).allMatch(Calibration.Bin::isThin);
    }

    @Test
    void ofEqualNumber_unevenCount_splitsByFloors() {
        assertThat(NUMBER.bins(new double[] {.5, .1, .4, .2, .3}, 2))
                .containsExactly(new int[] {1, 3}, new int[] {4, 2, 0});
    }

    @Test
    void of_sameSeed_isTheSame() {
        boolean[] y = events("00101001001010101010");

        assertThat(Calibration.of(P, y, WIDTH, 5, 3)).isEqualTo(Calibration.of(P, y, WIDTH, 5, 3));
        assertThat(Calibration.bins(499)).isEqualTo(5);
        assertThat(Calibration.bins(500)).isEqualTo(10);
    }

    @Test
    void gap_equalGaps_hasNoInterval() {
        double[] p = new double[12];
        Arrays.fill(p, 1);
        boolean[] y = new boolean[12];

        Calibration calibration = Calibration.of(p, y, WIDTH, 5, 0);

        Values.requireValue(calibration.gap(), 1);
        assertThat(calibration.gap().interval()).isEmpty();
        assertThat(calibration.chance()).isZero();
    }

    /** What chance gives is reckoned, and met by redrawing events a hundred thousand times. */
    @Test
    void chance_rightProbabilities_isTheMeanOfRedraws() {
        PoissonBinomial count = new PoissonBinomial(P);
        double sum = Arrays.stream(P).sum();
        SplittableRandom random = new SplittableRandom(11);
        double drawn = 0;
        double redrawn = 0;
        int times = 100_000;
        for (int i = 0; i < times; i++) {
            drawn += Math.abs(sum - count.draw(random));
            redrawn += Math.abs(
                    sum - Arrays.stream(P).filter(p -> random.nextDouble() < p).count());
        }

        assertThat(drawn / times).isCloseTo(count.meanDistance(sum), within(.02));
        assertThat(redrawn / times).isCloseTo(count.meanDistance(sum), within(.02));
    }

    @Test
    void poissonBinomial_manyEvents_isNormal() {
        double[] p = new double[40_000];
        Arrays.fill(p, .3);

        double deviation = Math.sqrt(40_000 * .3 * .7);

        assertThat(new PoissonBinomial(p).meanDistance(12_000))
                .isCloseTo(deviation * Math.sqrt(2 / Math.PI), within(.01));
    }

    @Test
    void of_impossibleInput_isRefused() {
        assertThatThrownBy(() -> Calibration.of(new double[] {.5}, new boolean[2], WIDTH, 5, 0))
                .hasMessage("there must be an event for each probability, got 2 for 1");
        assertThatThrownBy(() -> Calibration.of(new double[] {1.5}, new boolean[1], WIDTH, 5, 0))
                .hasMessage("probabilities must be in [0, 1]");
        assertThatThrownBy(() -> Binning.ofEqualWidth(1, 0)).hasMessageContaining("bins must go upwards");
    }
}
