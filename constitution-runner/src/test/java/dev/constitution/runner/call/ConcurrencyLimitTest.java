package dev.constitution.runner.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
    private long number;

    /** Sends as many requests at once as the limit allows, of which those above the capacity are refused. */
    private void window(ConcurrencyLimit limit, int capacity) {
        int size = limit.current();
        long first = number;
        number += size;
        for (int i = 0; i < size; i++) {
            limit.ended(
                    new SendPermit(first + i, 0, 0, false),
                    i >= capacity ? RequestEnd.REFUSED : RequestEnd.ANSWERED,
                    number);
        }
    }

    @Test
    void ended_burstOfRefusals_cutsOnce() {
        ConcurrencyLimit limit = new ConcurrencyLimit(64);

        window(limit, 0);

        assertThat(limit.current()).isEqualTo(32);
    }

    @Test
    void ended_refusalsOfRequestsSentBeforeTheCut_doNotCutAgain() {
        ConcurrencyLimit limit = new ConcurrencyLimit(64);
        number = 1_000;

        for (int i = 0; i < 200; i++) {
            limit.ended(new SendPermit(i, 0, 0, false), RequestEnd.REFUSED, number);
        }

        assertThat(limit.current()).isEqualTo(32);
    }

    @Test
    void ended_capacityOfAThird_settlesAboutIt() {
        ConcurrencyLimit limit = new ConcurrencyLimit(60);

        for (int i = 0; i < 50; i++) {
            window(limit, 20);
        }

        assertThat(limit.current()).isBetween(19, 24);
    }

    @Test
    void ended_capacityThatReturns_growsBackToTheHighest() {
        ConcurrencyLimit limit = new ConcurrencyLimit(1_024);
        for (int i = 0; i < 100; i++) {
            window(limit, 1);
        }
        assertThat(limit.current()).isLessThan(4);

        for (int i = 0; i < 700; i++) {
            window(limit, 1_024);
        }

        assertThat(limit.current()).isEqualTo(1_024);
    }

    @Test
    void ended_oneInTwentyRefusedAtRandom_staysHigh() {
        ConcurrencyLimit limit = new ConcurrencyLimit(32);
        SplittableRandom random = new SplittableRandom(1);
        long sum = 0;
        for (int i = 0; i < 10_000; i++) {
            number++;
            limit.ended(
                    new SendPermit(number, 0, 0, false),
                    random.nextInt(20) == 0 ? RequestEnd.REFUSED : RequestEnd.ANSWERED,
                    number + 1);
            sum += limit.current();
        }

        assertThat(sum / 10_000).isGreaterThan(29);
    }

    /** One in twenty turned away, one in thirty failed, at random. */
    @Test
    void ended_singleFailuresBesideSingleRefusals_areTolerated() {
        ConcurrencyLimit limit = new ConcurrencyLimit(64);
        SplittableRandom random = new SplittableRandom(5);
        double sum = 0;

        for (number = 0; number < 20_000; number++) {
            RequestEnd end = random.nextInt(20) == 0
                    ? RequestEnd.REFUSED
                    : random.nextInt(30) == 0 ? RequestEnd.UNANSWERED : RequestEnd.ANSWERED;
            limit.ended(new SendPermit(number, 0, 0, false), end, number + 1);
            sum += limit.current();
        }

        assertThat(sum / number).isGreaterThan(60);
    }
}
