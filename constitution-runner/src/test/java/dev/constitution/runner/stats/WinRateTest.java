package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tango's interval, against values of R's contingencytables and PropCIs, which stop at about 1e-7. */
class WinRateTest {
    private static final double THEIRS = 2e-6;
    private static final double FRACTIONAL = 1e-5;

    @ParameterizedTest
    @CsvSource({
        "48, 32, 100, -.015352, .324971, .492324, .662485",
        "21, 9, 100, .013284, .227507, .506642, .613753",
        "10, 0, 10, .444934, 1, .722467, 1",
        "0, 0, 50, -.071348, .071348, .464326, .535674",
        "160, 120, 400, .018065, .180440, .509033, .590220",
    })
    void of_winsTiesAndLosses_hasTangosInterval(
            long wins, long losses, long n, double low, double high, double rateLow, double rateHigh) {
        Figure rate = WinRate.of(wins, n - wins - losses, losses, Level.DEFAULT);
        Interval delta = Moments.of(wins, n - wins - losses, losses).interval(Level.DEFAULT);

        assertThat(rate.method()).isEqualTo(Method.TANGO);
        assertThat(rate.n()).isEqualTo(n);
        assertThat(Values.value(rate)).isCloseTo(0.5 + (wins - losses) / (2.0 * n), within(1e-12));
        Values.requireInterval(rate, rateLow, rateHigh, THEIRS);
        assertThat(delta.low()).isCloseTo(low, within(THEIRS));
        assertThat(delta.high()).isCloseTo(high, within(THEIRS));
    }

    @ParameterizedTest
    @CsvSource({"7, 10", "10, 10", "0, 3", "1, 1", "640, 1000", "58, 100"})
    void of_noTies_isWilsons(long wins, long n) {
        Interval wilson = new Proportion(wins, n).interval();

        Values.requireInterval(WinRate.of(wins, 0, n - wins, Level.DEFAULT), wilson.low(), wilson.high(), 1e-12);
    }

    @Test
    void interval_fractionsOfAWin_isThatOfTheirMoments() {
        double[] x = DoubleStream.concat(
                        DoubleStream.concat(DoubleStream.generate(() -> 1).limit(6), DoubleStream.of(.5, .5, .5)),
                        DoubleStream.concat(DoubleStream.generate(() -> 0).limit(9), DoubleStream.of(-.5, -1)))
                .toArray();
        Moments moments = Moments.of(x);

        assertThat(moments.mean()).isCloseTo(.3, within(1e-12));
        assertThat(moments.standardError()).isCloseTo(.127733, within(Values.SIX_DIGITS));
        assertThat(moments.interval(Level.DEFAULT).low()).isCloseTo(.027161, within(FRACTIONAL));
        assertThat(moments.interval(Level.DEFAULT).high()).isCloseTo(.537296, within(FRACTIONAL));
    }

    @Test
    void of_everyScoreThreeQuarters_stillHasAWidth() {
        double[] x = new double[20];
        Arrays.fill(x, .5);

        Interval interval = Moments.of(x).interval(Level.DEFAULT);

        assertThat(interval.low()).isCloseTo(.258312, within(FRACTIONAL));
        assertThat(interval.high()).isCloseTo(.700702, within(FRACTIONAL));
    }

    @Test
    void of_severalAnswersAPrompt_countsEachPromptOnce() {
        List<double[]> prompts =
                List.of(answers(4, 4), answers(4, 4), answers(3, 4), answers(2, 4), answers(4, 4), answers(0, 4));

        RepeatedScores scores = RepeatedScores.of(prompts, Level.DEFAULT);
        Moments moments = Moments.of(1, 1, .5, 0, 1, -1);

        Values.requireInterval(scores.rate(), .373361, .900972, FRACTIONAL);
        assertThat(moments.interval(Level.DEFAULT).low()).isCloseTo(-.253278, within(FRACTIONAL));
        assertThat(moments.interval(Level.DEFAULT).high()).isCloseTo(.801945, within(FRACTIONAL));
        assertThat(scores.rate().n()).isEqualTo(6);
        assertThat(scores.answers()).isEqualTo(24);
        assertThat(scores.pooled()).isCloseTo(17 / 24.0, within(1e-12));
        assertThat(Moments.of(1, 1, .75, .5, 1, 0).standardError()).isCloseTo(.163512, within(Values.SIX_DIGITS));
        assertThat(RepeatedScores.designEffect(prompts)).isCloseTo(3.105882, within(Values.SIX_DIGITS));
    }

    @Test
    void of_unequalNumbersOfAnswers_showsThePooledRateBesideTheMeanOfMeans() {
        RepeatedScores scores = RepeatedScores.of(List.of(answers(1, 1), answers(0, 3)), Level.DEFAULT);

        Values.requireValue(scores.rate(), .5);
        assertThat(scores.pooled()).isCloseTo(.25, within(1e-12));
    }

    private static double[] answers(int wins, int of) {
        double[] scores = new double[of];
        Arrays.fill(scores, 0, wins, 1);
        return scores;
    }

    @Test
    void of_noPrompt_isUndefined() {
        Values.requireUndefined(WinRate.of(0, 0, 0, Level.DEFAULT), "no prompt has a verdict");
        Values.requireUndefined(
                ScoreDifference.of(new double[0], new double[0], Level.DEFAULT), "no prompt has a verdict");
    }

    @Test
    void difference_twoArmsOnTheSamePrompts_isThatOfDiscordantPrompts() {
        double[] a = new double[20];
        double[] b = new double[20];
        Arrays.fill(a, 0, 17, 1);
        Arrays.fill(b, 0, 12, 1);

        Figure difference = ScoreDifference.of(a, b, Level.DEFAULT);

        Values.requireValue(difference, .25);
        Values.requireInterval(difference, .048594, .468701, THEIRS);
        Values.requireInterval(Moments.of(22, 168, 10).figure(1, 0, Level.DEFAULT), .004813, .118385, THEIRS);
    }

    @Test
    void interval_anyCounts_mirrorsAndHasAWidth() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 2000; i++) {
            int wins = random.nextInt(30);
            int ties = random.nextInt(30);
            int losses = random.nextInt(30);
            if (wins + ties + losses == 0) {
                continue;
            }
            Interval one = Moments.of(wins, ties, losses).interval(Level.DEFAULT);
            Interval other = Moments.of(losses, ties, wins).interval(Level.DEFAULT);

            assertThat(one.low()).isCloseTo(-other.high(), within(1e-9)).isBetween(-1.0, 1.0);
            assertThat(one.contains((wins - losses) / (double) (wins + ties + losses)))
                    .isTrue();
            assertThat(one.high() - one.low()).isGreaterThan(.05);
        }
    }

    @Test
    void of_impossibleInput_isRefusedWithItsPlace() {
        assertThatThrownBy(() -> Moments.of(.5, Double.NaN)).hasMessage("number 2 must be in [-1, 1], got NaN");
        assertThatThrownBy(() -> new Moments(2, 3, 2)).hasMessageContaining("no 2 numbers in [-1, 1] have the sum 3.0");
        assertThatThrownBy(() -> ScoreDifference.of(new double[1], new double[2], Level.DEFAULT))
                .hasMessage("both arms need a score for every prompt, got 1 and 2");
        assertThatThrownBy(() -> RepeatedScores.of(List.of(new double[0]), Level.DEFAULT))
                .hasMessageContaining("a prompt has no scores");
        assertThatThrownBy(() -> RepeatedScores.designEffect(List.of(answers(1, 1), answers(1, 1))))
                .hasMessageContaining("design effect is undefined");
        assertThatThrownBy(() -> Moments.of(-1, 2, 3)).hasMessageContaining("must not be negative");
    }
}
