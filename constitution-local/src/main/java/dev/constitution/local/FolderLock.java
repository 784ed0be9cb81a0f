package dev.constitution.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The right to change a folder, held by one thread of one process at a time, and given up when that process dies. */
final class FolderLock implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    // A FileLock excludes other processes, and throws at other threads of this one.
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for the lock; calls {@code whileWaiting} a few times a second until then. */
    static FolderLock take(Path folder, Runnable whileWaiting) throws IOException, InterruptedException {
        while (!THREADS.tryLock(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            whileWaiting.run();
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            while (!lock(channel)) {
                whileWaiting.run();
                Thread.sleep(POLL.toMillis());
            }
            taken = true;
            return new FolderLock(channel);
        } finally {
            if (!taken) {
                release(channel);
            }
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held by this class in another class loader of this process.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        release(channel);
    }

    private static void release(@Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            THREADS.unlock();
        }
    }
}
