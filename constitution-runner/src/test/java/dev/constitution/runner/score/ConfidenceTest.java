package dev.constitution.runner.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.stats.Calibration;
import dev.constitution.runner.stats.Proportion;
import org.junit.jupiter.api.Test;

class ConfidenceTest {
    @Test
    void calibration_binsOfConfidence_hasTheirMeanGap() {
        Confidence confidence = new Confidence();
        confidence.add(Preferred.A, 0.9); // right
        confidence.add(Preferred.B, 0.9); // wrong
        confidence.add(Preferred.B, 0.42); // right, 0.58 sure
        confidence.add(Preferred.B, 0.0); // right, and as sure as can be
        confidence.add(Preferred.TIE, 0.9);
        confidence.add(Preferred.A, 0.5);

        Calibration calibration = confidence.calibration().orElseThrow();
        assertThat(confidence.pairs()).isEqualTo(4);
        assertThat(calibration.curve())
                .extracting(Calibration.Bin::frequency)
                .containsExactly(new Proportion(1, 1), new Proportion(1, 2), new Proportion(1, 1));
        assertThat(calibration.error().estimate().orElseThrow().value())
                .isCloseTo((0.42 + 2 * 0.4 + 0) / 4, within(1e-12));
        assertThat(calibration.gap().estimate().orElseThrow().value()).isCloseTo(0.095, within(1e-12));
    }

    @Test
    void calibration_noPair_isNone() {
        assertThat(new Confidence().calibration()).isEmpty();
    }

    @Test
    void add_thousandsOfPairs_keepsThemAll() {
        Confidence confidence = new Confidence();
        for (int i = 0; i < 5000; i++) {
            confidence.add(i % 4 == 0 ? Preferred.B : Preferred.A, 0.75);
        }

        assertThat(confidence.pairs()).isEqualTo(5000);
        assertThat(confidence.calibration().orElseThrow().curve())
                .extracting(Calibration.Bin::frequency)
                .containsExactly(new Proportion(3750, 5000));
    }
}
