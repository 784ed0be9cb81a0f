package dev.constitution.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderCountsTest {
    @ParameterizedTest
    @CsvSource({"0, 0, false", "3, 3, false", "4, 4, true", "6, 4, false", "40, 26, false", "40, 27, true"})
    void isPositionBound_shareOfTheSamePosition_countsBeyondChance(long judged, long samePosition, boolean bound) {
        assertThat(new OrderCounts(judged, samePosition).isPositionBound()).isEqualTo(bound);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, false", "1, 1, false", "3, 3, true", "6, 3, false", "7, 4, true"})
    void isMostlyByPosition_moreThanHalf_isTrueOfFewComparisonsToo(long judged, long samePosition, boolean mostly) {
        assertThat(new OrderCounts(judged, samePosition).isMostlyByPosition()).isEqualTo(mostly);
    }
}
