package dev.constitution.runner.base;

import dev.constitution.chat.Sha256;
import java.io.Closeable;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A map from keys of 128 bits, such as those of a text's SHA-256, to numbers above 0. The first 32,768 stay in memory, 1.5
 * MB; what comes after them goes to a temporary file, so that memory does not grow with the input. Two of a billion texts
 * share 128 bits with a probability below 1e-20. Not thread-safe.
 */
public final class HashIndex implements Closeable {
    private static final int WIDTH = 3; // two words of key, one of value
    private static final int MOST_IN_MEMORY = 1 << 15;

    private long[] table = new long[WIDTH * 1024];
    private int size;
    private @Nullable SpilledIndex spilled;

    /** Replaces a text's number by what is computed from it, and returns the former one; 0 stands for none. */
    public long update(String text, LongUnaryOperator next) {
        byte[] hash = Sha256.of(text);
        return update(Sha256.word(hash, 0), Sha256.word(hash, 1), next);
    }

    /** The same for a key. */
    public long update(long high, long low, LongUnaryOperator next) {
        int slot = slot(high, low);
        long former = table[slot + 2];
        if (former == 0 && size == MOST_IN_MEMORY) {
            return updateSpilled(high, low, next);
        }
        if (former == 0) {
            size++;
        }
        table[slot] = high;
        table[slot + 1] = low;
        table[slot + 2] = next.applyAsLong(former);
        if (2L * WIDTH * size > table.length && size < MOST_IN_MEMORY) {
            grow();
        }
        return former;
    }

    /** A text's number; 0 stands for none. */
    public long get(String text) {
        byte[] hash = Sha256.of(text);
        return get(Sha256.word(hash, 0), Sha256.word(hash, 1));
    }

    /** The same for a key. */
    public long get(long high, long low) {
        long value = table[slot(high, low) + 2];
        return value != 0 || spilled == null ? value : spilled.get(high, low);
    }

    private long updateSpilled(long high, long low, LongUnaryOperator next) {
        if (spilled == null) {
            spilled = new SpilledIndex();
        }
        long former = spilled.get(high, low);
        long value = next.applyAsLong(former);
        if (value != former) {
            spilled.put(high, low, value);
        }
        return former;
    }

    private int slot(long high, long low) {
        int slots = table.length / WIDTH;
        int slot = (int) Long.remainderUnsigned(high, slots);
        while (table[WIDTH * slot + 2] != 0 && (table[WIDTH * slot] != high || table[WIDTH * slot + 1] != low)) {
            slot = (slot + 1) % slots;
        }
        return WIDTH * slot;
    }

    private void grow() {
        long[] former = table;
        table = new long[Math.multiplyExact(former.length, 2)];
        for (int i = 0; i < former.length; i += WIDTH) {
            if (former[i + 2] != 0) {
                System.arraycopy(former, i, table, slot(former[i], former[i + 1]), WIDTH);
            }
        }
    }

    @Override
    public void close() {
        if (spilled != null) {
            spilled.close();
        }
    }
}
