package dev.constitution.text;

import java.util.Arrays;

/** A set of hashes without boxing: 11 to 22 bytes each. Not thread-safe. */
public final class LongSet {
    private static final int SMALLEST = 16;

    private long[] slots;
    private int size;
    private boolean hasZero;

    public LongSet(int expected) {
        int needed = expected + expected / 3; // three quarters are in use
        slots = new long[Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, needed)) * 2)];
    }

    /** Adds a number and says whether it was new. */
    public boolean add(long value) {
        if (value == 0) { // marks an empty slot
            boolean isNew = !hasZero;
            hasZero = true;
            return isNew;
        }
        int slot = slotOf(slots, value);
        if (slots[slot] == value) {
            return false;
        }
        slots[slot] = value;
        size++;
        if (size > slots.length / 4 * 3) {
            grow();
        }
        return true;
    }

    boolean contains(long value) {
        return value == 0 ? hasZero : slots[slotOf(slots, value)] == value;
    }

    int size() {
        return hasZero ? size + 1 : size;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        Arrays.stream(slots).filter(value -> value != 0).forEach(value -> larger[slotOf(larger, value)] = value);
        slots = larger;
    }

    /** The slot that holds the number, or the one that it would go to. */
    public static int slotOf(long[] slots, long value) {
        int slot = (int) (value ^ value >>> 32) & slots.length - 1;
        while (slots[slot] != 0 && slots[slot] != value) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }
}
