package dev.constitution.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.ModelCaller.Work;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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
            assertThat(ParallelWork.finishing(workers, helpers).together(numbers(20)))
                    .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
        }
        assertThat(ParallelWork.finishing(workers, 3).together(numbers(0))).isEmpty();
    }

    @Test
    void together_enoughHelpers_doesPiecesAtOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(3);
        Work<Boolean> meet = () -> {
            all.countDown();
            all.await();
            return true;
        };

        assertThat(ParallelWork.finishing(workers, 2).together(List.of(meet, meet, meet)))
                .containsOnly(true);
    }

    @Test
    void together_piecesOfPieces_neverWaitForAHelper() throws Exception {
        ParallelWork helpers = ParallelWork.finishing(workers, 1);
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

        assertThatThrownBy(
                        () -> ParallelWork.finishing(workers, 5).together(List.of(slow, quick, done::incrementAndGet)))
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
                ParallelWork.finishing(workers, 1).together(List.of(stuck, () -> 1));
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

        assertThat(ParallelWork.finishing(workers, 5).together(numbers(3))).hasSize(3);
    }

    @Test
    void on_aFailure_endsThePiecesAfterItAndLetsTheEarlierOnesGoOn() {
        CountDownLatch lastRuns = new CountDownLatch(1);
        CountDownLatch firstMayEnd = new CountDownLatch(1);
        AtomicInteger earlier = new AtomicInteger();
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Work<Integer> first = () -> {
            firstMayEnd.await();
            return earlier.incrementAndGet();
        };
        Work<Integer> fails = () -> {
            lastRuns.await();
            throw new AbortException("second");
        };
        Work<Integer> last = () -> {
            lastRuns.countDown();
            try {
                new CountDownLatch(1).await();
                return 0;
            } catch (InterruptedException e) {
                ended.set(e);
                firstMayEnd.countDown();
                throw e;
            }
        };

        assertThatThrownBy(() -> ModelCaller.direct().on(workers).together(List.of(first, fails, last)))
                .isInstanceOf(AbortException.class)
                .hasMessage("second");
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
        assertThat(earlier).hasValue(1);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void on_severalFailures_throwsTheFirstInOrderWhicheverCameFirst() {
        CountDownLatch secondFailed = new CountDownLatch(1);
        Work<Integer> slow = () -> {
            secondFailed.await();
            throw new AbortException("first");
        };
        Work<Integer> quick = () -> {
            secondFailed.countDown();
            throw new IllegalStateException("second");
        };

        assertThatThrownBy(() -> ModelCaller.direct().on(workers).together(List.of(slow, quick)))
                .hasMessage("first");
    }

    @Test
    void on_noHelper_doesNotBeginWhatComesAfterAFailure() {
        AtomicInteger begun = new AtomicInteger();
        Work<Integer> counted = begun::incrementAndGet;
        Work<Integer> fails = () -> {
            throw new AbortException("no");
        };
        workers.shutdown();

        assertThatThrownBy(() -> ModelCaller.direct().on(workers).together(List.of(counted, fails, counted, counted)))
                .isInstanceOf(AbortException.class);
        assertThat(begun).hasValue(1);
    }

    @Test
    void on_anEndInAnyWay_leavesNoPieceUnderWay() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        for (int round = 0; round < 300; round++) {
            SplittableRandom random = new SplittableRandom(round);
            List<Work<Integer>> work = IntStream.range(0, 8)
                    .<Work<Integer>>mapToObj(i -> {
                        boolean failing = random.nextInt(6) == 0;
                        int micros = random.nextInt(300);
                        return () -> {
                            underWay.incrementAndGet();
                            try {
                                TimeUnit.MICROSECONDS.sleep(micros);
                                if (failing) {
                                    throw new AbortException("piece " + i);
                                }
                                return i;
                            } finally {
                                underWay.decrementAndGet();
                            }
                        };
                    })
                    .toList();
            Supplier<String> atOnce = () -> outcome(ModelCaller.direct().on(workers), work);
            assertThat(atOnce.get()).isEqualTo(outcome(ModelCaller.direct(), work));
            assertThat(underWay).hasValue(0);
        }
    }

    private static String outcome(ModelCaller caller, List<Work<Integer>> work) {
        try {
            return caller.together(work).toString();
        } catch (AbortException | InterruptedException e) {
            return e.getMessage();
        }
    }

    @Test
    void on_aPoolOfOneThread_doesPiecesOfPieces() throws Exception {
        ExecutorService one = Executors.newFixedThreadPool(1);
        try {
            ModelCaller caller = ModelCaller.direct().on(one);
            Work<Integer> nested = () -> caller.together(numbers(4)).size();

            assertThat(caller.together(List.of(nested, nested, nested))).containsExactly(4, 4, 4);
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void on_noFurtherThread_isDoneByThoseThereAre() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Executor scarce = task -> {
            if (asked.incrementAndGet() > 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            workers.execute(task);
        };

        assertThat(ModelCaller.direct().on(scarce).together(numbers(6))).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(asked).hasValue(2);
    }

    @Test
    void on_anExecutorThatIsBroken_leavesNoPieceUnderWay() {
        AtomicInteger underWay = new AtomicInteger();
        CountDownLatch runs = new CountDownLatch(1);
        Work<Integer> endless = () -> {
            underWay.incrementAndGet();
            runs.countDown();
            try {
                new CountDownLatch(1).await();
                return 0;
            } finally {
                underWay.decrementAndGet();
            }
        };
        AtomicInteger asked = new AtomicInteger();
        Executor broken = task -> {
            if (asked.incrementAndGet() > 1) {
                try {
                    runs.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                throw new UnsupportedOperationException("broken");
            }
            workers.execute(task);
        };

        assertThatThrownBy(() -> ModelCaller.direct().on(broken).together(List.of(endless, endless, endless)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(underWay).hasValue(0);
    }
}
