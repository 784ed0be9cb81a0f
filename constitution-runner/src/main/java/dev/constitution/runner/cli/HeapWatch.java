package dev.constitution.runner.cli;

import java.util.function.LongSupplier;

/**
 * Has all of the heap collected when it has grown by a quarter since the last time. From Java 22 on the serial collector
 * leaves what is old alone until the heap is at its limit, which is a quarter of the machine's memory. Of one thread.
 */
final class HeapWatch {
    private static final int FIRST_JAVA = 22;
    private static final long LEAST_GROWTH = 8L << 20;
    private static final long MILLIS = 250;

    private final LongSupplier bytes;
    private final Runnable collect;
    private long kept;

    /**
     * @param bytes what the heap takes, with what is free in it
     */
    HeapWatch(LongSupplier bytes, Runnable collect) {
        this.bytes = bytes;
        this.collect = collect;
        this.kept = bytes.getAsLong();
    }

    /** Watches this program's heap, where its Java does not, until the program ends. */
    static void start() {
        if (Runtime.version().feature() >= FIRST_JAVA) {
            HeapWatch watch = new HeapWatch(Runtime.getRuntime()::totalMemory, System::gc);
            Thread thread = new Thread(watch::watch, "heap-watch");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(MILLIS);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        if (bytes.getAsLong() > kept + Math.max(LEAST_GROWTH, kept / 4)) {
            collect.run();
            kept = bytes.getAsLong();
        }
    }
}
