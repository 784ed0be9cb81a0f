package dev.constitution.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairTableTest {
    @Test
    void earlier_manyHashes_givesTheFirstRowOfEach() {
        SplittableRandom random = new SplittableRandom(5);
        Map<Long, Long> expected = new HashMap<>();
        try (PairTable table = new PairTable()) {
            for (long row = 0; row < 30_000; row++) {
                long hash = random.nextInt(3) == 0 ? random.nextInt(-50, 50) : random.nextLong();
                Long earlier = expected.putIfAbsent(hash, row);

                assertThat(table.earlier(hash, row))
                        .isEqualTo(earlier == null ? OptionalLong.empty() : OptionalLong.of(earlier));
            }
        }
        assertThat(expected).hasSizeBetween(19_000, 22_000);
    }

    @Test
    void earlier_anotherTable_knowsNothingOfTheFirst() {
        try (PairTable first = new PairTable();
                PairTable second = new PairTable()) {
            assertThat(first.earlier(Long.MIN_VALUE, 1)).isEmpty();
            assertThat(second.earlier(Long.MIN_VALUE, 2)).isEmpty();
            assertThat(first.earlier(Long.MIN_VALUE, 3)).hasValue(1);
        }
    }
}
