package dev.constitution.runner.call;

import static org.assertj.core.api.Assertions.assertThat;

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
}
