package dev.constitution.principles;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PrincipleTest {
    @Test
    void create_weightNotANumber_isRefused() {
        assertThatThrownBy(() -> Principle.of("a", "n").withWeight(Double.NaN)).hasMessageContaining("got NaN");
    }
}
