package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLeasesTest {
    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5); // clocks of nanoseconds may wrap
    private final RateLeases.Shares shares = new RateLeases.Shares(() -> now);

    @Test
    void of_one_all() {
        assertThat(shares.of("a", true)).isEqualTo(1);
        assertThat(shares.of("a", true)).isEqualTo(1);
    }

    @Test
    void of_whoComes_waitsUntilTheOthersGiveWay() {
        shares.of("a", true);
        assertThat(shares.of("b", true)).isZero();
        assertThat(shares.of("a", true)).isEqualTo(0.5);
        assertThat(shares.of("b", true)).isEqualTo(0.5);
    }

    @Test
    void of_whoIsLost_givesItsShareUpInFourSeconds() {
        shares.of("a", true);
        shares.of("b", true);
        shares.of("a", true);
        now += TimeUnit.SECONDS.toNanos(3);
        assertThat(shares.of("b", true)).isEqualTo(0.5);
        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(shares.of("b", true)).isEqualTo(1);
    }

    @Test
    void of_whoRests_leavesItsShareToTheOthers() {
        shares.of("a", true);
        shares.of("b", true);
        shares.of("a", true);
        assertThat(shares.of("a", false)).isZero();
        assertThat(shares.of("b", true)).isEqualTo(1);
    }

    @Test
    void of_manyThatComeAndGo_neverMoreThanAll() {
        Random random = new Random(1);
        Map<Integer, Double> held = new HashMap<>();
        Map<Integer, Long> until = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            int executor = random.nextInt(7);
            held.put(executor, shares.of("e" + executor, random.nextInt(10) > 0));
            until.put(executor, now + TimeUnit.SECONDS.toNanos(3));
            now += TimeUnit.MILLISECONDS.toNanos(random.nextInt(300));
            double sum = held.entrySet().stream()
                    .filter(one -> until.getOrDefault(one.getKey(), now) - now > 0)
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
            assertThat(sum).isLessThanOrEqualTo(1 + 1e-9);
        }
    }
}
