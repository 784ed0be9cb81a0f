package dev.constitution.runner.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows under way: never more than there are places, unless a call waits to be sent again or the end is near. */
@Timeout(60)
class RowWorkersTest {
    private static final int ROWS = 4;
    private static final long MANY = 1_000_000;

    private final RowWorkers workers = new RowWorkers(ROWS);
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void close() {
        workers.close();
    }

    private void submit(int rows, long following) throws InterruptedException {
        for (int i = 0; i < rows; i++) {
            workers.submit(this::row, following);
        }
    }

    private void row() {
        begun.release();
        try {
            gate.await();
        } catch (InterruptedException e) {
            return;
        }
        done.incrementAndGet();
    }

    /** So many rows are under way, and no other begins in the time that one would take. */
    private void requireUnderWay(int rows) throws InterruptedException {
        begun.acquire(rows);
        assertThat(begun.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void submit_moreRowsThanPlaces_letsOthersWait() throws Exception {
        submit(20, MANY);

        requireUnderWay(ROWS);
        gate.countDown();
        workers.awaitAll();
        assertThat(done).hasValue(20);
    }

    @Test
    void stepAside_callWaits_givesItsPlaceToAnotherRow() throws Exception {
        submit(20, MANY);
        requireUnderWay(ROWS);

        workers.stepAside();

        requireUnderWay(1);
        workers.goOn();
        gate.countDown();
        workers.awaitAll();
        assertThat(done).hasValue(20);
    }

    @Test
    void submit_lastRow_letsTheLastOnesShareThePlaces() throws Exception {
        submit(15, MANY);
        requireUnderWay(ROWS);

        submit(1, 0);

        requireUnderWay(2 * (ROWS - 1));
        gate.countDown();
        workers.awaitAll();
        assertThat(done).hasValue(16);
    }

    /** A system that gives so many threads and no more. */
    private static ExecutorService giving(int threads) {
        AtomicInteger given = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            if (given.incrementAndGet() > threads) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(task);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void submit_noFurtherThreadToBeHad_goesOnWithThoseThereAre(int threads) throws Exception {
        RowWorkers few = new RowWorkers(16, giving(threads));
        AtomicInteger ended = new AtomicInteger();

        for (int row = 0; row < 500; row++) {
            few.submit(
                    () -> {
                        few.stepAside(); // as in a storm of refusals, where each asks for another thread
                        few.goOn();
                        ended.incrementAndGet();
                    },
                    500 - row - 1);
        }
        few.awaitAll();

        assertThat(ended).hasValue(500);
        few.close();
    }

    @Test
    void together_noFurtherThreadToBeHad_doesAllPiecesItself() throws Exception {
        RowWorkers none = new RowWorkers(4, giving(0));

        assertThat(none.helpers(3).together(List.of(() -> 1, () -> 2, () -> 3))).containsExactly(1, 2, 3);
        none.close();
    }

    @Test
    void close_rowsUnderWay_endsThemAndForgetsTheOthers() throws Exception {
        submit(20, MANY);
        requireUnderWay(ROWS);

        workers.close();

        assertThat(done).hasValue(0);
        assertThat(begun.availablePermits()).isZero();
    }
}
