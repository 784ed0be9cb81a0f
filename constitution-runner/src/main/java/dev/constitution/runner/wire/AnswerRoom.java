package dev.constitution.runner.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Room in memory for the answers that are on their way: from its first byte until it is recorded and read, an answer claims
 * what it takes, and all together take no more than a share of the heap. Thread-safe.
 *
 * <p>What is on its way is held several times over: as bytes, as text, as what goes to the log, as what is read of it. So the
 * share is a small one. An answer that no room is left for waits, and its server with it, since nothing more is read; it was
 * paid for, and to fail would not bring that back. Nobody waits for ever: one of those that wait may always go beyond the
 * share, as far as one answer may be long, and then the next. Most answers are so short that they claim nothing and never
 * wait; a claim that finds room is one addition.
 */
public final class AnswerRoom {
    /** More than any model writes: a server gone wild must not fill the memory. */
    private static final long MOST_BYTES = 64 << 20;

    private static final int PARTS_OF_HEAP_FOR_ONE = 32;
    private static final int PARTS_OF_HEAP_FOR_ALL = 16;

    /** So much is for nothing, a thousand times over still little. */
    private static final int FREE_BYTES = 64 << 10;

    private static final int STEP_BYTES = 256 << 10;
    private static final long LOOK_AGAIN_SECONDS = 1;

    /** All of this process. */
    public static final AnswerRoom OF_HEAP = new AnswerRoom(Runtime.getRuntime().maxMemory());

    private final long heap;
    private final long share;
    private final int most;
    private final AtomicLong claimed = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition change = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();
    private @Nullable Claim favoured;

    /** @param heap in bytes */
    AnswerRoom(long heap) {
        this.heap = heap;
        this.share = heap / PARTS_OF_HEAP_FOR_ALL;
        this.most = (int) Math.min(MOST_BYTES, heap / PARTS_OF_HEAP_FOR_ONE);
    }

    /** Of one answer; nothing so far. */
    public Claim claim() {
        return new Claim();
    }

    /** What is claimed at present, in bytes. */
    long claimed() {
        return claimed.get();
    }

    /** Hears that a claim waits, which is no silence of the server. */
    @FunctionalInterface
    interface Waiting {
        void goesOn();
    }

    /** What one answer takes; closing gives it back. Used by one thread. */
    public final class Claim implements AutoCloseable {
        private long taken;

        private Claim() {}

        /**
         * Reads a stream to its end, and claims what is read before it is held.
         *
         * @throws AnswerTooLargeException when it is longer than one answer may be
         */
        byte[] read(InputStream in, Waiting waits) throws IOException {
            byte[] first = in.readNBytes(FREE_BYTES);
            if (first.length < FREE_BYTES) {
                return first;
            }
            List<InputStream> pieces = new ArrayList<>(List.of(new ByteArrayInputStream(first)));
            long length = first.length;
            byte[] piece;
            do {
                take(STEP_BYTES, waits);
                piece = in.readNBytes(STEP_BYTES);
                length += piece.length;
                requireShort(length);
                pieces.add(new ByteArrayInputStream(piece));
            } while (piece.length == STEP_BYTES);
            return new SequenceInputStream(Collections.enumeration(pieces)).readNBytes((int) length);
        }

        /** Claims for an answer that a model in this process gave. */
        void take(String answer) {
            requireShort(answer.length());
            if (answer.length() > FREE_BYTES) {
                take(answer.length(), () -> {});
            }
        }

        /** Whether one answer may be so long. */
        boolean allows(long bytes) {
            return bytes <= most;
        }

        /** @throws AnswerTooLargeException when one answer may not be so long */
        void requireShort(long bytes) {
            if (bytes > most) {
                throw AnswerTooLargeException.alone(most, heap);
            }
        }

        private void take(long bytes, Waiting waits) {
            if (!takeNow(bytes)) {
                await(bytes, waits);
            }
            taken += bytes;
        }

        private void await(long bytes, Waiting waits) {
            waiting.incrementAndGet();
            lock.lock();
            try {
                while (!takeNow(bytes)) {
                    if (favoured == null || equals(favoured)) {
                        favoured = this;
                        claimed.addAndGet(bytes);
                        return;
                    }
                    waits.goesOn();
                    var unused = change.await(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while an answer waited for room", e);
            } finally {
                waiting.decrementAndGet();
                lock.unlock();
            }
        }

        private boolean takeNow(long bytes) {
            long before = claimed.get();
            while (before + bytes <= share) {
                if (claimed.compareAndSet(before, before + bytes)) {
                    return true;
                }
                before = claimed.get();
            }
            return false;
        }

        /** Gives the room back. */
        @Override
        public void close() {
            if (taken == 0) {
                return;
            }
            claimed.addAndGet(-taken);
            taken = 0;
            if (waiting.get() > 0 || equals(favoured)) {
                lock.lock();
                try {
                    favoured = equals(favoured) ? null : favoured;
                    change.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        }
    }
}
