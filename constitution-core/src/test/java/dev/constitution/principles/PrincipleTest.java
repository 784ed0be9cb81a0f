package dev.constitution.principles;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrincipleTest {
    @Test
    void create_weightNotANumber_isRefused() {
        assertThatThrownBy(() -> new Principle("a", "a", "n", "c", "r", "x", Double.NaN, List.of()))
                .hasMessageContaining("got NaN");
    }
}
