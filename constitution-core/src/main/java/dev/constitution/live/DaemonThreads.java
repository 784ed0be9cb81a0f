package dev.constitution.live;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that keep no program alive: virtual ones from JDK 21 on. */
final class DaemonThreads {
    private static final AtomicLong COUNT = new AtomicLong();

    private DaemonThreads() {}

    /** A new thread for each task. */
    static Executor onePerTask() {
        try {
            // JDK 21's; this library is built for 17.
            return (Executor) java.util.concurrent.Executors.class
                    .getMethod("newVirtualThreadPerTaskExecutor")
                    .invoke(null);
        } catch (NoSuchMethodException e) {
            return task -> {
                Thread thread = new Thread(task, "constitution-revision-" + COUNT.incrementAndGet());
                thread.setDaemon(true);
                thread.start();
            };
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("no virtual threads", e);
        }
    }
}
