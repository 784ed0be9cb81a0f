package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleSizeTest {
    @ParameterizedTest
    @CsvSource({
        ".5, .05, '385 346 308 269 231 154'",
        ".5, .03, '1068 961 854 747 641 427'",
        ".6, .05, '369 331 292 254 216 139'",
        ".6, .03, '1025 918 811 705 598 385'",
    })
    void ofWinRate_tiesFromNoneToMost_needsFewerPrompts(double rate, double half, String prompts) {
        double[] ties = {0, .1, .2, .3, .4, .6};
        String[] expected = prompts.split(" ");
        for (int i = 0; i < ties.length; i++) {
            assertThat(SampleSize.ofWinRate(rate, ties[i], half, Level.DEFAULT).prompts())
                    .isEqualTo(Long.parseLong(expected[i]));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'.5 .5', .4, 1291, 3586",
        "'.5 .5', .6, 984, 2732",
        "'.5 .5', .8, 554, 1537",
        "'.8 .2', .4, 1955, 5430",
        "'.8 .2', .6, 1565, 4346",
        "'.8 .2', .8, 886, 2459",
        "'.9 .1', .4, 3389, 9413",
        "'.9 .1', .6, 2820, 7831",
        "'.9 .1', .8, 1603, 4451",
        "'.4 .2 .4', .4, 878, 2437",
        "'.4 .2 .4', .6, 712, 1977",
        "'.4 .2 .4', .8, 419, 1163",
    })
    void ofKappa_sharesOfCategories_needsAsPlanned(String shares, double kappa, long wide, long narrow) {
        assertThat(SampleSize.ofKappa(kappa, numbers(shares), .05, Level.DEFAULT)
                        .prompts())
                .isEqualTo(wide);
        assertThat(SampleSize.ofKappa(kappa, numbers(shares), .03, Level.DEFAULT)
                        .prompts())
                .isEqualTo(narrow);
    }

    @ParameterizedTest
    @CsvSource({".4, 269, 745", ".6, 175, 485", ".8, 85, 236"})
    void ofAc1_rareCategory_needsFarFewer(double kappa, long wide, long narrow) {
        assertThat(SampleSize.ofAc1(kappa, new double[] {.9, .1}, .05, Level.DEFAULT)
                        .prompts())
                .isEqualTo(wide);
        assertThat(SampleSize.ofAc1(kappa, new double[] {.9, .1}, .03, Level.DEFAULT)
                        .prompts())
                .isEqualTo(narrow);
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void ofKappa_widerInterval_isTheRealisticPlan() {
        assertThat(SampleSize.ofKappa(.6, new double[] {.5, .5}, .1, Level.DEFAULT)
                        .prompts())
                .isEqualTo(246);
    }

    @Test
    void ample_andTimes_takeMore() {
        assertThat(new SampleSize(385).ample()).isEqualTo(424);
        assertThat(new SampleSize(100).times(1.251)).isEqualTo(new SampleSize(126));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, -.1})
    void ofWinRate_onlyTiesOrNoShare_isRefused(double ties) {
        assertThatThrownBy(() -> SampleSize.ofWinRate(.5, ties, .05, Level.DEFAULT))
                .hasMessageContaining("plan with fewer ties");
    }

    @Test
    void of_impossiblePlans_areRefused() {
        assertThatThrownBy(() -> SampleSize.ofWinRate(.5, 0, 0, Level.DEFAULT)).hasMessageContaining("got 0.0");
        assertThatThrownBy(() -> SampleSize.ofKappa(1, new double[] {.5, .5}, .1, Level.DEFAULT))
                .hasMessage("kappa must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> SampleSize.ofKappa(.5, new double[] {1}, .1, Level.DEFAULT))
                .hasMessageContaining("two categories or more");
    }
}
