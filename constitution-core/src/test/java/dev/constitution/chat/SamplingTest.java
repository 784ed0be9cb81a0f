package dev.constitution.chat;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplingTest {
    @Test
    void with_valueOutOfRange_saysTheRangeAndTheValue() {
        assertThatThrownBy(() -> Sampling.MODEL_DEFAULTS.withTemperature(Double.NaN))
                .hasMessageContaining("got NaN");
        assertThatThrownBy(() -> Sampling.MODEL_DEFAULTS.withMaxTokens(0)).hasMessageContaining("at least 1, got 0");
    }
}
