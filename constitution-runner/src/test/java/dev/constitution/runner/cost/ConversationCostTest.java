package dev.constitution.runner.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConversationCostTest {
    @Test
    void amount_threeRounds_resendsAllTurnsBefore() {
        // Questions of 40 tokens, answers of 400: 40 + (80 + 400) + (120 + 800) in, 1,200 out.
        Amount plain = new ConversationCost(3, 30, 300, false).amount();
        Amount cached = new ConversationCost(3, 30, 300, true).amount();

        assertThat(plain).isEqualTo(new Amount(3, 1440, 0, 1200, 6 * (6 * 30 + 3 * 300), 6 * 900));
        assertThat(cached.cachedTokens()).isEqualTo(1440 - 120);
    }
}
