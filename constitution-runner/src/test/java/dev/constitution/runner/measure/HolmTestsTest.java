package dev.constitution.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.McNemar;
import java.util.List;
import org.junit.jupiter.api.Test;

class HolmTestsTest {
    @Test
    void of_untestablePair_countsForNothing() {
        List<HolmTests.Adjusted> all = HolmTests.of(
                List.of(new McNemar(30, 5, 100), new McNemar(0, 0, 100), new McNemar(20, 10, 100)), Level.DEFAULT);

        assertThat(all)
                .extracting(HolmTests.Adjusted::verdict)
                .containsExactly(McNemar.Verdict.DIFFERENT, McNemar.Verdict.UNTESTABLE, McNemar.Verdict.NOT_DIFFERENT);
        assertThat(all.get(0).p().orElseThrow())
                .isEqualTo(2 * new McNemar(30, 5, 100).midP().orElseThrow());
        assertThat(all.get(1).p()).isEmpty();
    }

    @Test
    void of_testAndIntervalOnEitherSide_isBorderline() {
        assertThat(HolmTests.of(List.of(new McNemar(15, 6, 100)), Level.DEFAULT)
                        .get(0)
                        .verdict())
                .isEqualTo(McNemar.Verdict.BORDERLINE);
    }
}
