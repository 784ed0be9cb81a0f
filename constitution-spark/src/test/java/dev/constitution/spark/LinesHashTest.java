package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinesHashTest {
    private final List<byte[]> lines = IntStream.range(0, 200)
            .mapToObj(i -> ("line " + i % 50).getBytes(StandardCharsets.UTF_8))
            .toList();

    private static LinesHash of(List<byte[]> some) {
        LinesHash hash = LinesHash.NONE;
        for (byte[] line : some) {
            hash = hash.plus(line);
        }
        return hash;
    }

    @Test
    void plus_partsCutAnywhere_isThatOfTheWhole() {
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            int first = random.nextInt(lines.size());
            int second = first + random.nextInt(lines.size() - first);
            LinesHash parts = of(lines.subList(0, first))
                    .plus(of(lines.subList(first, second)))
                    .plus(of(lines.subList(second, lines.size())));

            assertThat(parts).isEqualTo(of(lines));
        }
        assertThat(of(lines).lines()).isEqualTo(lines.size());
        assertThat(of(lines).hash()).isBetween(0L, (1L << 61) - 2);
    }

    @Test
    void hash_linesInAnotherOrderOrOneChanged_isAnother() {
        List<byte[]> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, 3, 4);
        List<byte[]> changed = new ArrayList<>(lines);
        changed.set(17, "line 17.".getBytes(StandardCharsets.UTF_8));

        assertThat(of(swapped).hash()).isNotEqualTo(of(lines).hash());
        assertThat(of(changed).hash()).isNotEqualTo(of(lines).hash());
    }
}
