package dev.constitution.runner;

import java.util.function.LongUnaryOperator;

/**
 * A map from texts to numbers above 0 that keeps 128 bits of each text's SHA-256 in place of the text, so that its memory
 * grows by 32 to 64 bytes an entry whatever the texts' lengths. Two of a billion texts share 128 bits with a
 * probability below 1e-20. Not thread-safe.
 */
final class HashIndex {
    private static final int WIDTH = 3; // two words of hash, one of value

    private long[] table = new long[WIDTH * 1024];
    private int size;

    /** Replaces a text's number by what is computed from it, and returns the former one; 0 stands for none. */
    long update(String text, LongUnaryOperator next) {
        if (4L * WIDTH * (size + 1) > 3L * table.length) {
            grow();
        }
        byte[] hash = Sha256.of(text);
        long high = Sha256.word(hash, 0);
        long low = Sha256.word(hash, 1);
        int slot = slot(high, low);
        long former = table[slot + 2];
        if (former == 0) {
            size++;
        }
        table[slot] = high;
        table[slot + 1] = low;
        table[slot + 2] = next.applyAsLong(former);
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
}
