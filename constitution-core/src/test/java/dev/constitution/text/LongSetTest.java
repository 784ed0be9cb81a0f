package dev.constitution.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongSetTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 100_000})
    void add_randomNumbers_behavesAsASet(int expected) {
        SplittableRandom random = new SplittableRandom(expected);
        LongSet set = new LongSet(expected);
        Set<Long> reference = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            long number = random.nextLong(-5000, 5000);
            assertThat(set.contains(number)).isEqualTo(reference.contains(number));
            assertThat(set.add(number)).isEqualTo(reference.add(number));
        }
        assertThat(set.size()).isEqualTo(reference.size());
    }
}
