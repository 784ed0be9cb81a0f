package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values of another implementation (statsmodels). */
class ProportionTest {
    @ParameterizedTest
    @CsvSource({
        "362, 815, 0.41040017205951995, 0.47846720389008157",
        "0, 10, 0, 0.27753279986288926",
        "10, 10, 0.7224672001371106, 1",
        "1, 2, 0.09453120573423068, 0.9054687942657693",
        "81, 263, 0.2552885198782742, 0.36620957698280004",
    })
    void interval_anyProportion_isWilsons(long hits, long of, double low, double high) {
        Interval interval = new Proportion(hits, of).interval();

        assertThat(interval.low()).isCloseTo(low, within(1e-12));
        assertThat(interval.high()).isCloseTo(high, within(1e-12));
    }

    @Test
    void create_moreHitsThanThings_isRefused() {
        assertThatThrownBy(() -> new Proportion(3, 2)).hasMessage("3 of 2 is no proportion");
    }
}
