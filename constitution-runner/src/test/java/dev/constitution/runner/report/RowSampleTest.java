package dev.constitution.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.outcome.OutcomeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowSampleTest {
    private static RowFacts row(long row, OutcomeKind kind, String detail) {
        return new RowFacts(row, "p" + row, kind, detail, "", Set.of(), Set.of(), Set.of(), 0);
    }

    /** Ten thousand pairs, and three rows that failed. */
    private static List<RowFacts> rows() {
        List<RowFacts> rows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            rows.add(row(i, OutcomeKind.PAIR, ""));
        }
        for (int i = 10_000; i < 10_003; i++) {
            rows.add(row(i, OutcomeKind.FAILED, "timeout"));
        }
        return rows;
    }

    @Test
    void of_fewRows_areAll() {
        assertThat(RowSample.of(rows(), 10_003)).hasSize(10_003);
    }

    @Test
    void of_manyRows_holdsEveryRareOneAndNoMoreThanAsked() {
        Set<Long> drawn = RowSample.of(rows(), 100);

        assertThat(drawn).hasSizeBetween(80, 100).contains(10_000L, 10_001L, 10_002L);
        assertThat(List.copyOf(drawn)).isSorted();
        assertThat(RowSample.of(rows(), 100)).isEqualTo(drawn);
    }

    @Test
    void of_moreStrataThanRows_staysWithinWhatWasAsked() {
        List<RowFacts> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(row(i, OutcomeKind.REJECTED, "gate-" + i));
        }
        assertThat(RowSample.of(rows, 10)).hasSize(10);
    }
}
