package dev.constitution.runner.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.judge.Verdict.OrderEffect;
import dev.constitution.runner.pairs.Preferred;
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
