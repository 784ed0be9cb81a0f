package dev.constitution.runner.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HashIndexTest {
    private final SplittableRandom random = new SplittableRandom(5);

    /** More keys than stay in memory, in no order, each again later. */
    @Test
    void update_manyKeys_givesTheFormerNumber() {
        Map<Long, Long> expected = new HashMap<>();
        try (HashIndex index = new HashIndex()) {
            for (long i = 1; i <= 120_000; i++) {
                long number = i;
                long key = random.nextInt(3) == 0 ? random.nextInt(-20_000, 20_000) : random.nextLong();
                Long former = expected.put(key, number);

                assertThat(index.update(key, -key, n -> number)).isEqualTo(former == null ? 0 : former);
            }
        }
        assertThat(expected).hasSizeGreaterThan(90_000);
    }

    @Test
    void update_texts_countsEach() {
        try (HashIndex index = new HashIndex()) {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 50_000; i++) {
                    assertThat(index.update("text " + i, n -> n + 1)).isEqualTo(round);
                }
            }
        }
    }

    @Test
    void update_keysThatShareHalf_areTwo() {
        try (HashIndex index = new HashIndex()) {
            index.update(7, 1, n -> 1);

            assertThat(index.update(7, 2, n -> 2)).isZero();
            assertThat(index.update(7, 1, n -> 3)).isEqualTo(1);
            assertThat(index.update(7, 2, n -> 3)).isEqualTo(2);
        }
    }
}
