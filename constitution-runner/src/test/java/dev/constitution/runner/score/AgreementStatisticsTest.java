package dev.constitution.runner.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.chat.Message;
import dev.constitution.judge.Verdict.OrderEffect;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.stats.Interval;
import dev.constitution.runner.stats.Kappa;
import dev.constitution.runner.stats.Proportion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the statistics against values of another implementation (statsmodels), and against counts by hand. */
class AgreementStatisticsTest {

    private static LabelledPair pair(String a, String b, Preferred human) {
        return LabelledPair.of("row", List.of(Message.user("Which?")), a, b, human);
    }

    private static Agreement agreement(Object... labelsAndVerdicts) {
        Agreement agreement = new Agreement();
        for (int i = 0; i < labelsAndVerdicts.length; i += 2) {
            agreement.add(pair("one", "two", (Preferred) labelsAndVerdicts[i]), (Preferred) labelsAndVerdicts[i + 1]);
        }
        return agreement;
    }

    @ParameterizedTest
    @CsvSource({
        "362, 815, 0.41040017205951995, 0.47846720389008157",
        "0, 10, 0, 0.27753279986288926",
        "10, 10, 0.7224672001371106, 1",
        "1, 2, 0.09453120573423068, 0.9054687942657693",
        "81, 263, 0.2552885198782742, 0.36620957698280004",
    })
    void interval_ofAProportion_isWilsons(long hits, long of, double low, double high) {
        Interval interval = new Proportion(hits, of).interval();

        assertThat(interval.low()).isCloseTo(low, within(1e-12));
        assertThat(interval.high()).isCloseTo(high, within(1e-12));
    }

    @Test
    void proportion_moreHitsThanThings_isRefused() {
        assertThatThrownBy(() -> new Proportion(3, 2)).hasMessage("3 of 2 is no proportion");
    }

    @Test
    void kappa_twoRaters_isFleissCohenAndEveritts() {
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
    void kappa_onlyOneThingEverSaid_isNone() {
        assertThat(Kappa.of(new double[][] {{7, 0}, {0, 0}}, 7)).isEmpty();
        assertThat(Kappa.of(new double[][] {{0, 0}, {0, 0}}, 0)).isEmpty();
    }

    @Test
    void kappa_fileThatPutsTheChosenFirst_isTwiceTheAccuracyLessOne() {
        Agreement agreement = agreement(
                Preferred.A, Preferred.A, Preferred.A, Preferred.A, Preferred.A, Preferred.A, Preferred.A, Preferred.B);

        assertThat(agreement.kappa().orElseThrow().value()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void add_tiesSplitsAndNoVerdicts_areCountedApart() {
        Agreement agreement = agreement(
                Preferred.A, Preferred.A,
                Preferred.B, Preferred.A,
                Preferred.TIE, Preferred.TIE,
                Preferred.TIE, Preferred.B,
                Preferred.B, Preferred.TIE,
                Preferred.SPLIT, Preferred.A,
                Preferred.B, null);

        assertThat(agreement.pairs()).isEqualTo(6);
        assertThat(agreement.noMajority()).isEqualTo(1);
        assertThat(agreement.withoutVerdict()).isEqualTo(new Proportion(1, 6));
        assertThat(agreement.agreeing()).isEqualTo(new Proportion(2, 5));
        assertThat(agreement.agreeingWithoutTies()).isEqualTo(new Proportion(1, 2));
        assertThat(agreement.tiesOfPeople()).isEqualTo(2);
        assertThat(agreement.tiesOfJudge()).isEqualTo(2);
    }

    @Test
    void add_answersOfOtherLengths_showTheLengthEffect() {
        Agreement agreement = new Agreement();
        agreement.add(pair("long answer", "short", Preferred.A), Preferred.A);
        agreement.add(pair("long answer", "short", Preferred.B), Preferred.A);
        agreement.add(pair("short", "long answer", Preferred.A), Preferred.A);
        agreement.add(pair("same", "size", Preferred.A), Preferred.A);

        assertThat(agreement.peopleForLonger()).isEqualTo(new Proportion(1, 3));
        assertThat(agreement.judgeForLonger()).isEqualTo(new Proportion(2, 3));
        assertThat(agreement.whereLongerIsPreferred()).isEqualTo(new Proportion(1, 1));
        assertThat(agreement.whereShorterIsPreferred()).isEqualTo(new Proportion(1, 2));
    }

    @Test
    void longer_characterOfTwoUnits_isOne() {
        assertThat(pair("👋!", "ab", Preferred.A).longer()).isEqualTo(Preferred.TIE);
    }

    @Test
    void expectedError_binsOfConfidence_isTheirMeanGap() {
        Calibration calibration = new Calibration();
        calibration.add(Preferred.A, 0.9); // right
        calibration.add(Preferred.B, 0.9); // wrong
        calibration.add(Preferred.B, 0.42); // right, 0.58 sure
        calibration.add(Preferred.B, 0.0); // right, and as sure as can be
        calibration.add(Preferred.TIE, 0.9);
        calibration.add(Preferred.A, 0.5);

        assertThat(calibration.pairs()).isEqualTo(4);
        assertThat(calibration.bins())
                .extracting(Calibration.Bin::right)
                .containsExactly(new Proportion(1, 1), new Proportion(1, 2), new Proportion(1, 1));
        assertThat(calibration.expectedError()).isCloseTo((0.42 + 2 * 0.4 + 0) / 4, within(1e-12));
    }

    @Test
    void preferred_samePositionWinsWhicheverAnswerStandsThere_isThatPosition() {
        PositionBias bias = new PositionBias();
        for (int i = 0; i < 20; i++) {
            bias.addBoth(new OrderEffect(0.8, 0.2));
        }
        bias.addBoth(new OrderEffect(0.9, 0.9));

        assertThat(bias.samePosition()).isEqualTo(new Proportion(20, 21));
        assertThat(bias.first()).isEqualTo(new Proportion(20, 20));
        assertThat(bias.preferred()).contains("first");
    }

    @Test
    void preferred_ordersThatDecideEitherWay_isNone() {
        PositionBias bias = new PositionBias();
        for (int i = 0; i < 10; i++) {
            bias.addBoth(new OrderEffect(0.8, 0.2));
            bias.addBoth(new OrderEffect(0.3, 0.7));
        }

        assertThat(bias.samePosition()).isEqualTo(new Proportion(20, 20));
        assertThat(bias.preferred()).isEmpty();
    }

    @Test
    void preferred_oneOrderAlwaysTheSecond_isTheSecond() {
        PositionBias bias = new PositionBias();
        for (int i = 0; i < 20; i++) {
            bias.addOnce(Preferred.B);
        }

        assertThat(bias.samePosition().isKnown()).isFalse();
        assertThat(bias.preferred()).contains("second");
    }
}
