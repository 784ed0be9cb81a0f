package dev.constitution.runner.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.stats.Proportion;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void expectedError_binsOfConfidence_isTheirMeanGap() {
        Calibration calibration = new Calibration();
        calibration.add(Preferred.A, 0.9); // right
        calibration.add(Preferred.B, 0.9); // wrong
        calibration.add(Preferred.B, 0.42); // right, 0.58 sure
        calibration.add(Preferred.B, 0.0); // right, and as sure as can be
        calibration.add(Preferred.TIE, 0.9);
        calibration.add(Preferred.A, 0.5);

        assertThat(calibration.pairs()).isEqualTo(4);
        assertThat(calibration.bins())
                .extracting(Calibration.Bin::right)
                .containsExactly(new Proportion(1, 1), new Proportion(1, 2), new Proportion(1, 1));
        assertThat(calibration.expectedError()).isCloseTo((0.42 + 2 * 0.4 + 0) / 4, within(1e-12));
    }
}
