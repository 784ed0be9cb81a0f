package dev.constitution.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CommonTest {
    private final Common common = new Common();

    private void add(int rows, String ending, String... traits) {
        for (int i = 0; i < rows; i++) {
            common.add(ending, Set.of(traits));
        }
    }

    @Test
    void of_traitOfNearlyAllFailedRows_isNamedWithItsShares() {
        add(90, "pair:", "language is en");
        add(10, "pair:", "language is de");
        add(9, "failed:timeout", "language is de");
        add(1, "failed:timeout", "language is en");

        assertThat(common.of("failed:timeout")).containsExactly("language is de: 9 of these 10, 17 % of all rows");
    }

    @Test
    void of_traitThatIsAsFrequentElsewhere_isNotNamed() {
        add(50, "pair:", "language is en");
        add(10, "failed:timeout", "language is en");

        assertThat(common.of("failed:timeout")).isEmpty();
        assertThat(common.of("failed:refused")).isEmpty();
    }
}
