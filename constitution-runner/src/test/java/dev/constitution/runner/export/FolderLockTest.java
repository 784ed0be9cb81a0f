package dev.constitution.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 2000;

    @TempDir
    private Path folder;

    private final AtomicInteger holders = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** Most rounds meet a file that another is about to remove. */
    @Test
    void take_whileOthersTakeAndLetGo_isHeldByOneAtATime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<Integer>> taken = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            taken.add(threads.submit(this::takeOftenAndCount));
        }
        int all = 0;
        for (Future<Integer> one : taken) {
            all += one.get();
        }
        threads.shutdown();

        assertThat(all).isPositive();
        assertThat(most).hasValue(1);
        assertThat(folder).isEmptyDirectory();
    }

    private int takeOftenAndCount() throws Exception {
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (FolderLock lock = FolderLock.take(folder)) {
                assertThat(lock).isNotNull();
                most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                taken++;
                Thread.yield();
                holders.decrementAndGet();
            } catch (UsageException e) {
                assertThat(e).hasMessageContaining("another export");
            }
        }
        return taken;
    }
}
