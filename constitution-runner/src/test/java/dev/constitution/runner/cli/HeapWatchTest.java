package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapWatchTest {
    private static final long MEGABYTE = 1L << 20;

    private long bytes;
    private int collections;

    private HeapWatch watch(long megabytes, long megabytesAfter) {
        bytes = megabytes * MEGABYTE;
        return new HeapWatch(() -> bytes, () -> {
            collections++;
            bytes = megabytesAfter * MEGABYTE;
        });
    }

    private int collectionsAt(HeapWatch watch, long megabytes) {
        bytes = megabytes * MEGABYTE;
        watch.look();
        return collections;
    }

    @Test
    void look_smallHeap_isCollectedWhenEightMegabytesHaveComeOn() {
        HeapWatch watch = watch(24, 28);

        assertThat(collectionsAt(watch, 32)).isZero();
        assertThat(collectionsAt(watch, 33)).isOne();
        assertThat(collectionsAt(watch, 36)).isOne();
        assertThat(collectionsAt(watch, 37)).isEqualTo(2);
    }

    @Test
    void look_muchIsAlive_isCollectedWhenAQuarterHasComeOn() {
        HeapWatch watch = watch(24, 800);

        assertThat(collectionsAt(watch, 800)).isOne();
        assertThat(collectionsAt(watch, 1000)).isOne();
        assertThat(collectionsAt(watch, 1001)).isEqualTo(2);
    }
}
