package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RowSetTest {
    @Test
    void toString_rowsThatFollowEachOther_areRanges() {
        assertThat(RowSet.of(List.of(7L, 0L, 1L, 2L, 9L, 8L, 20L))).hasToString("0-2,7-9,20");
        assertThat(RowSet.of(List.of())).hasToString("");
    }

    @Test
    void parse_whatWasWritten_holdsTheSameRows() {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            Set<Long> rows = new TreeSet<>();
            for (int i = 0; i < random.nextInt(200); i++) {
                rows.add((long) random.nextInt(300));
            }

            RowSet read = RowSet.parse(RowSet.of(rows).toString());

            for (long row = -1; row < 301; row++) {
                assertThat(read.contains(row)).isEqualTo(rows.contains(row));
            }
        }
    }
}
