package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooksTest {
    @ParameterizedTest
    @CsvSource({
        "2, .029386, 2.178272",
        "3, .022052, 2.289478",
        "4, .018211, 2.361298",
        "5, .015814, 2.413176",
        "6, .014159, 2.453211",
        "10, .010618, 2.555013",
        "20, .007541, 2.671968",
    })
    void pocock_plannedLooks_areHisLevels(int looks, double alpha, double z) {
        Level level = Looks.pocock(looks, Level.DEFAULT);

        assertThat(level.alpha()).isCloseTo(alpha, within(Values.SIX_DIGITS));
        assertThat(level.z()).isCloseTo(z, within(Values.SIX_DIGITS));
    }

    @Test
    void pocock_oneLook_isTheLevelItself() {
        assertThat(Looks.pocock(1, Level.DEFAULT)).isEqualTo(Level.DEFAULT);
        assertThatThrownBy(() -> Looks.pocock(21, Level.DEFAULT)).hasMessage("1 to 20 looks can be planned, got 21");
    }

    @Test
    void haybittlePeto_looks_areStrictButTheLast() {
        assertThat(Looks.haybittlePeto(3, Level.DEFAULT))
                .isEqualTo(List.of(new Level(.001), new Level(.001), Level.DEFAULT));
        assertThatThrownBy(() -> Looks.haybittlePeto(0, Level.DEFAULT)).hasMessageContaining("got 0");
    }

    @ParameterizedTest
    @CsvSource({"60, 40, .913050", "70, 30, 427.306647", "30, 30, .159814", "0, 0, 1"})
    void evidence_decidedPrompts_isTheMixturesRatio(long wins, long losses, double evidence) {
        assertThat(Looks.evidence(wins, losses)).isCloseTo(evidence, within(Values.SIX_DIGITS));
    }
}
