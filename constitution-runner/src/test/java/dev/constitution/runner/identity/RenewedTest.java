package dev.constitution.runner.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.constitution.chat.FailureKind;
import dev.constitution.runner.testing.FakeTime;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.TimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RenewedTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeTime time = new FakeTime();
    private final AtomicInteger fetched = new AtomicInteger();

    private <T> Renewed<T> renewed(Callable<Renewed.Held<T>> source) {
        return new Renewed<>("a token", Duration.ofSeconds(30), time, source);
    }

    private Renewed.Held<Integer> next() {
        return new Renewed.Held<>(fetched.incrementAndGet(), time.now().plus(HOUR));
    }

    @Test
    void get_askedByMany_isFetchedOnce() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        Renewed<Integer> token = renewed(() -> {
            open.await();
            return next();
        });
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> asked = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asked.add(threads.submit(token::get));
            }
            open.countDown();

            for (Future<Integer> one : asked) {
                assertThat(one.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(fetched).hasValue(1);
    }

    @Test
    void get_nearItsEnd_isRenewedWhileTheOldOneIsUsed() throws Exception {
        Semaphore mayFetch = new Semaphore(1);
        Semaphore done = new Semaphore(0);
        Renewed<Integer> token = renewed(() -> {
            mayFetch.acquire();
            done.release();
            return next();
        });
        assertThat(token.get()).isEqualTo(1);
        time.pass(HOUR.minusMinutes(6));
        assertThat(token.get()).isEqualTo(1);
        time.pass(Duration.ofMinutes(2));

        assertThat(token.get()).as("the next one is on its way").isEqualTo(1);
        mayFetch.release();
        assertThat(done.tryAcquire(2, 20, TimeUnit.SECONDS)).isTrue();
        time.pass(Duration.ofMinutes(10));

        assertThat(token.get()).isEqualTo(2);
        assertThat(fetched).hasValue(2);
    }

    @Test
    void get_renewalFails_theOldOneIsUsedToItsEndAndRenewalIsNotTriedAtOnce() {
        Semaphore failed = new Semaphore(0);
        Renewed<Integer> token = renewed(() -> {
            if (fetched.get() > 0) {
                fetched.incrementAndGet();
                failed.release();
                throw new AuthenticationException("gone");
            }
            return next();
        });
        assertThat(token.get()).isEqualTo(1);
        time.pass(HOUR.minusMinutes(4));
        for (int i = 0; i < 5; i++) {
            assertThat(token.get()).isEqualTo(1);
        }
        failed.acquireUninterruptibly();
        time.pass(Duration.ofMinutes(4));

        assertThatThrownBy(token::get)
                .isInstanceOf(AuthenticationException.class)
                .hasMessage("gone");
        assertThat(fetched.get()).as("one renewal, and one when it had ended").isLessThanOrEqualTo(3);
    }

    @Test
    void get_fails_isAskedForAnewByTheNextCall() {
        Renewed<Integer> token = renewed(() -> {
            if (fetched.incrementAndGet() == 1) {
                throw new AuthenticationException("not yet");
            }
            return new Renewed.Held<>(fetched.get(), Instant.MAX);
        });

        assertThatThrownBy(token::get).isInstanceOf(AuthenticationException.class);
        assertThat(token.get()).isEqualTo(2);
        time.pass(Duration.ofDays(400));
        assertThat(token.get()).isEqualTo(2);
    }

    @Test
    void get_neverComes_timesOut() {
        Renewed<Integer> token = new Renewed<>("a token of Azure", Duration.ofMillis(50), time, () -> {
            new CountDownLatch(1).await();
            return next();
        });

        assertThatThrownBy(token::get)
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("a token of Azure did not come within 0.1 s");
    }

    @Test
    void get_interrupted_returnsAtOnceWithTheFlagSet() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Renewed<Integer> token = renewed(() -> {
            asked.countDown();
            new CountDownLatch(1).await();
            return next();
        });
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            thrown.set(catchThrowable(token::get));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        waiting.start();
        asked.await();
        waiting.interrupt();
        waiting.join(20_000);

        assertThat(thrown.get()).hasMessageContaining("interrupted while waiting for a token");
        assertThat(FailureKind.of(thrown.get())).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(interrupted.get()).isTrue();
    }
}
