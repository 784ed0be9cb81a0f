package dev.constitution.runner.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

    @Test
    void close_rowsUnderWay_endsThemAndForgetsTheOthers() throws Exception {
        submit(20, MANY);
        requireUnderWay(ROWS);

        workers.close();

        assertThat(done).hasValue(0);
        assertThat(begun.availablePermits()).isZero();
    }
}
