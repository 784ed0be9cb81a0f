package dev.constitution.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnswerRoomTest {
    /** 4 MiB for all, 2 for one. */
    private final AnswerRoom room = new AnswerRoom(64 << 20);

    private static InputStream bytes(int count) {
        return new ByteArrayInputStream(new byte[count]);
    }

    private static byte[] read(AnswerRoom.Claim claim, int count) throws IOException {
        return claim.read(bytes(count), () -> {});
    }

    @Test
    void read_anyLength_givesTheSameBytes() throws IOException {
        for (int length : List.of(0, 1, 65535, 65536, 65537, 65536 + (256 << 10), 1_000_000, 2 << 20)) {
            try (AnswerRoom.Claim claim = room.claim()) {
                assertThat(read(claim, length)).hasSize(length);
            }
        }
        assertThat(room.claimed()).isZero();
    }

    @Test
    void read_shortAnswers_claimNothing() throws IOException {
        try (AnswerRoom.Claim claim = room.claim()) {
            assertThat(read(claim, 65535)).hasSize(65535);
            assertThat(room.claimed()).isZero();
        }
    }

    @Test
    void read_longerThanOneMayBe_isRefusedBeforeAllOfItIsHeld() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                return length;
            }
        };
        try (AnswerRoom.Claim claim = room.claim()) {
            assertThatThrownBy(() -> claim.read(endless, () -> {}))
                    .isInstanceOf(AnswerTooLargeException.class)
                    .hasMessageStartingWith(
                            "the answer is longer than 2 MiB, the most that is taken where Java has 64 MiB");
        }
        assertThat(room.claimed()).isZero();
    }

    @Test
    void read_manyLongAnswersAtOnce_allComeThroughWithinTheBound() throws Exception {
        int answers = 24;
        ExecutorService threads = Executors.newFixedThreadPool(answers);
        CountDownLatch together = new CountDownLatch(answers);
        AtomicLong most = new AtomicLong();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            all.add(threads.submit(() -> {
                together.countDown();
                together.await();
                try (AnswerRoom.Claim claim = room.claim()) {
                    assertThat(read(claim, 2_000_000)).hasSize(2_000_000);
                    most.accumulateAndGet(room.claimed(), Math::max);
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get(50, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(most.get()).isBetween(2_000_000L, 6L << 20);
        assertThat(room.claimed()).isZero();
    }

    @Test
    void read_interruptedWhileItWaits_endsAndGivesBack() throws Exception {
        AnswerRoom.Claim first = room.claim();
        AnswerRoom.Claim second = room.claim();
        AnswerRoom.Claim third = room.claim();
        assertThat(read(first, 2_000_000)).hasSize(2_000_000);
        assertThat(read(second, 2_000_000)).hasSize(2_000_000);
        assertThat(read(third, 2_000_000)).hasSize(2_000_000); // beyond the share, as one may
        CountDownLatch waits = new CountDownLatch(1);
        Thread fourth = new Thread(() -> {
            try (AnswerRoom.Claim claim = room.claim()) {
                assertThatThrownBy(() -> claim.read(bytes(2_000_000), waits::countDown))
                        .hasRootCauseInstanceOf(InterruptedException.class);
            }
        });
        fourth.start();
        waits.await();
        fourth.interrupt();
        fourth.join();

        first.close();
        second.close();
        third.close();
        assertThat(room.claimed()).isZero();
    }
}
