package dev.constitution.runner.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinuteBudgetTest {
    private static final long MINUTE = 60_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 60, 500, 6_000, 100_000})
    void take_asFastAsAllowed_keepsToTheLimitInEveryMinuteAndUsesIt(long perMinute) {
        MinuteBudget budget = new MinuteBudget(perMinute, RateShare.ALL, 0);
        long now = 0;
        long[] taken = new long[3];
        while (true) {
            now += budget.nanosUntil(1, now);
            int minute = (int) (now / MINUTE);
            if (minute >= taken.length) {
                break;
            }
            if (budget.nanosUntil(1, now) == 0) {
                budget.take(1);
                taken[minute]++;
            }
        }

        for (long inMinute : taken) {
            assertThat(inMinute).isBetween((long) (perMinute * 0.98), perMinute);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2_000, 60_000})
    void take_moreThanCanBeSaved_isOwedForLater(long amount) {
        MinuteBudget budget = new MinuteBudget(60_000, RateShare.ALL, 0);

        budget.take(amount);

        long secondsOwed = (amount - 1_000) / 1_000;
        assertThat(budget.nanosUntil(1, 0) / 1e9).isBetween((double) secondsOwed, secondsOwed * 1.02 + 0.1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 40})
    void take_sharedByProcessesThatCome_keepTogetherToTheLimit(int processes) {
        long perMinute = 600;
        AtomicInteger working = new AtomicInteger(1);
        List<MinuteBudget> budgets = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            int number = i;
            budgets.add(new MinuteBudget(perMinute, () -> number < working.get() ? 1.0 / working.get() : 0, 0));
        }
        long[] taken = new long[3];
        for (long now = 0; now < taken.length * MINUTE; now += 20_000_000) {
            working.set(Math.min(processes, 1 + (int) (now / 1_000_000_000L)));
            for (MinuteBudget budget : budgets.subList(0, working.get())) {
                if (budget.nanosUntil(1, now) == 0) {
                    budget.take(1);
                    taken[(int) (now / MINUTE)]++;
                }
            }
        }

        // What one had saved by itself, a second's worth, is gone by the second minute.
        assertThat(taken[0]).isBetween(perMinute / 2, perMinute + perMinute / 60);
        assertThat(taken[1]).isBetween(perMinute / 2, perMinute);
        assertThat(taken[2]).isBetween(perMinute / 2, perMinute);
    }

    @Test
    void nanosUntil_noShare_looksAgainSoonAndGivesNothing() {
        MinuteBudget budget = new MinuteBudget(6_000, () -> 0, 0);

        assertThat(budget.nanosUntil(1, 10 * MINUTE)).isBetween(1L, 1_000_000_000L);
    }
}
