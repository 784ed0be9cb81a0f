package dev.constitution.runner.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.chat.Message;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Method;
import dev.constitution.runner.stats.Proportion;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

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

    @Test
    void kappa_fileThatPutsTheChosenFirst_isTwiceTheAccuracyLessOne() {
        Agreement agreement = agreement(
                Preferred.A, Preferred.A, Preferred.A, Preferred.A, Preferred.A, Preferred.A, Preferred.A, Preferred.B);

        assertThat(agreement.kappa().estimate().orElseThrow().value()).isCloseTo(0.5, within(1e-12));
        assertThat(agreement.ac1()).isEmpty();
    }

    @Test
    void kappa_onePair_isUndefinedAndNotSure() {
        Figure kappa = agreement(Preferred.A, Preferred.B).kappa();

        assertThat(kappa).isEqualTo(new Figure.Undefined(Method.COHEN_KAPPA, 1, "fewer than two items"));
    }

    @Test
    void kappa_onlyTies_isUndefined() {
        Figure kappa = agreement(Preferred.TIE, Preferred.TIE, Preferred.TIE, Preferred.TIE)
                .kappa();

        assertThat(kappa).isEqualTo(new Figure.Undefined(Method.COHEN_KAPPA, 2, "one category only"));
    }

    @Test
    void ac1_mostlyTies_standsBesideKappa() {
        Object[] labels = new Object[24];
        Arrays.fill(labels, Preferred.TIE);
        labels[0] = Preferred.A;
        labels[3] = Preferred.B;
        Agreement agreement = agreement(labels);

        assertThat(agreement.kappa().estimate().orElseThrow().value()).isNegative();
        assertThat(agreement.ac1().orElseThrow().estimate().orElseThrow().value())
                .isGreaterThan(0.7);
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
}
