package dev.constitution.runner.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.AbortException;
import dev.constitution.chat.ModelCaller.Work;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelWorkTest {
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    private static List<Work<Integer>> numbers(int count) {
        return IntStream.range(0, count).<Work<Integer>>mapToObj(i -> () -> i).toList();
    }

    @Test
    void together_anyNumberOfHelpers_givesTheResultsInOrder() throws Exception {
        for (int helpers : List.of(0, 1, 3, 100)) {
            assertThat(new ParallelWork(workers, helpers).together(numbers(20)))
                    .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
        }
        assertThat(new ParallelWork(workers, 3).together(numbers(0))).isEmpty();
    }

    @Test
    void together_enoughHelpers_doesPiecesAtOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(3);
        Work<Boolean> meet = () -> {
            all.countDown();
            all.await();
            return true;
        };

        assertThat(new ParallelWork(workers, 2).together(List.of(meet, meet, meet)))
                .containsOnly(true);
    }

    @Test
    void together_piecesOfPieces_neverWaitForAHelper() throws Exception {
        ParallelWork helpers = new ParallelWork(workers, 1);
        Work<Integer> nested = () -> helpers.together(numbers(5)).size();

        assertThat(helpers.together(List.of(nested, nested, nested))).containsExactly(5, 5, 5);
    }

    @Test
    void together_severalFail_throwsTheFirstInOrderAndDoesTheOthers() {
        AtomicInteger done = new AtomicInteger();
        CountDownLatch secondFailed = new CountDownLatch(1);
        Work<Integer> slow = () -> {
            secondFailed.await();
            throw new AbortException("first");
        };
        Work<Integer> quick = () -> {
            secondFailed.countDown();
            throw new IllegalStateException("second");
        };

        assertThatThrownBy(() -> new ParallelWork(workers, 5).together(List.of(slow, quick, done::incrementAndGet)))
                .isInstanceOf(AbortException.class)
                .hasMessage("first");
        assertThat(done).hasValue(1);
    }

    @Test
    void together_interrupted_endsWhatIsRunning() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Work<Integer> stuck = () -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
                return 0;
            } finally {
                ended.countDown();
            }
        };
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread row = new Thread(() -> {
            try {
                new ParallelWork(workers, 1).together(List.of(stuck, () -> 1));
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        row.start();
        running.await();

        row.interrupt();
        row.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        ended.await();
    }

    @Test
    void together_workersShutDown_areNotNeeded() throws Exception {
        workers.shutdown();

        assertThat(new ParallelWork(workers, 5).together(numbers(3))).hasSize(3);
    }
}
