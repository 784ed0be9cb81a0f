package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values of R's contingencytables, statsmodels and scipy. */
class McNemarTest {
    @ParameterizedTest
    @CsvSource({
        "21, 9, 100, .042774, .029449",
        "5, 0, 20, .0625, .03125",
        "22, 10, 200, .050102, .035082",
        "10, 4, 40, .179565, .118469",
        "3, 3, 6, 1, 1",
    })
    void p_ofTables_isExactAndMidP(long a, long b, long n, double exact, double midP) {
        McNemar test = new McNemar(a, b, n);

        assertThat(test.exact().orElseThrow()).isCloseTo(exact, within(Values.SIX_DIGITS));
        assertThat(test.midP().orElseThrow()).isCloseTo(midP, within(Values.SIX_DIGITS));
    }

    @Test
    void p_fewerThanATenthDoNotDiffer_isTheExactOne() {
        assertThat(new McNemar(60, 31, 100).p().method()).isEqualTo(Method.MCNEMAR_EXACT);
        assertThat(new McNemar(60, 30, 100).p().method()).isEqualTo(Method.MCNEMAR_MID_P);
        Values.requireValue(new McNemar(21, 9, 100).p(), .029449);
    }

    @Test
    void p_noPromptDiffers_isNoTest() {
        McNemar test = McNemar.of(new double[] {1, .5}, new double[] {1, .5});

        Values.requireUndefined(test.p(), "no prompt differs; no test");
        assertThat(test.verdict(Level.DEFAULT)).isEqualTo(McNemar.Verdict.UNTESTABLE);
        assertThat(test.exact()).isEmpty();
        assertThat(test.midP()).isEmpty();
    }

    @Test
    void of_scoresOfTwoArms_countsWhereOneIsBetter() {
        assertThat(McNemar.of(new double[] {1, .5, 0, 1}, new double[] {0, 0, .5, 1}))
                .isEqualTo(new McNemar(2, 1, 4));
    }

    /** Tango's interval and the mid-p fall on either side of 5 % in seven of all tables with up to 200 differing prompts. */
    @Test
    void verdict_testAndIntervalDisagree_isBorderline() {
        List<String> borderline = new ArrayList<>();
        int tables = 0;
        int byExact = 0;
        for (int differing = 1; differing <= 200; differing++) {
            for (int fewer = 0; 2 * fewer < differing; fewer++) {
                tables++;
                int more = differing - fewer;
                if (new McNemar(more, fewer, 2000).verdict(Level.DEFAULT) == McNemar.Verdict.BORDERLINE) {
                    borderline.add(more + ":" + fewer);
                }
                byExact += new McNemar(more, fewer, differing).verdict(Level.DEFAULT) == McNemar.Verdict.BORDERLINE
                        ? 1
                        : 0;
            }
        }

        assertThat(tables).isEqualTo(10_100);
        assertThat(borderline).containsExactlyInAnyOrder("4:0", "15:6", "18:8", "21:10", "46:29", "51:33", "62:42");
        assertThat(byExact).isEqualTo(94);
    }

    @Test
    void verdict_testAndIntervalAgree_isTheirs() {
        assertThat(new McNemar(21, 9, 100).verdict(Level.DEFAULT)).isEqualTo(McNemar.Verdict.DIFFERENT);
        assertThat(new McNemar(10, 4, 40).verdict(Level.DEFAULT).label()).isEqualTo("no difference found");
    }

    @Test
    void create_moreDifferThanThereAre_isRefused() {
        assertThatThrownBy(() -> McNemar.of(new double[1], new double[2])).hasMessageContaining("got 1 and 2");
        assertThatThrownBy(() -> new McNemar(2, 2, 3)).hasMessageContaining("of 3 prompts, 2 and 2 cannot differ");
    }
}
