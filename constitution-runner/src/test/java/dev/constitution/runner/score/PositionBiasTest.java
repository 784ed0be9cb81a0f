package dev.constitution.runner.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.judge.Verdict.OrderEffect;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.stats.McNemar;
import dev.constitution.runner.stats.Proportion;
import org.junit.jupiter.api.Test;

class PositionBiasTest {
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
        assertThat(bias.test()).isEqualTo(new McNemar(20, 0, 21));
        assertThat(bias.bias().estimate().orElseThrow().value()).isCloseTo(20 / 42.0, within(1e-12));
    }

    @Test
    void bias_fourOfFourPositions_isBorderline() {
        PositionBias bias = new PositionBias();
        for (int i = 0; i < 4; i++) {
            bias.addBoth(new OrderEffect(0.8, 0.2));
        }
        for (int i = 0; i < 16; i++) {
            bias.addBoth(new OrderEffect(0.8, 0.8));
        }

        assertThat(bias.isBorderline()).isTrue();
        assertThat(bias.preferred()).isEmpty();
    }

    @Test
    void bias_tiesInOneOrder_countAsPairs() {
        PositionBias bias = new PositionBias();
        bias.addOnce(Preferred.A);
        bias.addOnce(Preferred.TIE);

        assertThat(bias.bias().estimate().orElseThrow().value()).isCloseTo(0.25, within(1e-12));
        assertThat(bias.first()).isEqualTo(new Proportion(1, 1));
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
