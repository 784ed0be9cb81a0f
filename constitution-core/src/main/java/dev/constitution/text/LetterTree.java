package dev.constitution.text;

/**
 * Texts by their letters: those that begin alike share their beginning. Tens of thousands of places take a few arrays, which
 * a garbage collector passes over. To be filled by one thread, then read by any.
 */
final class LetterTree {
    /** No place: no text goes on so. */
    static final int NONE = -1;

    /** The place before the first letter. */
    static final int ROOT = 0;

    private static final int SPREAD = 0x9E3779B1;

    /** Where a letter leads from a place, each at the first free slot from where its hash points to; 0 is a free slot. */
    private long[] steps = new long[1 << 10];

    private int[] places = new int[1 << 10];
    private int size = 1;

    /** The place of a text, made where there is none. */
    int add(String text) {
        int place = ROOT;
        for (int i = 0; i < text.length(); i++) {
            int next = next(place, text.charAt(i));
            place = next == NONE ? addNext(place, text.charAt(i)) : next;
        }
        return place;
    }

    /** The place of a text; {@link #NONE} where nothing begins with it. */
    int find(String text) {
        int place = ROOT;
        for (int i = 0; i < text.length() && place != NONE; i++) {
            place = next(place, text.charAt(i));
        }
        return place;
    }

    /** The place that a letter leads to. */
    int next(int place, char letter) {
        long step = step(place, letter);
        int slot = slotOf(step);
        return steps[slot] == step ? places[slot] : NONE;
    }

    private int addNext(int place, char letter) {
        if (2 * size > steps.length) {
            grow();
        }
        long step = step(place, letter);
        int slot = slotOf(step);
        steps[slot] = step;
        places[slot] = size;
        return size++;
    }

    private void grow() {
        long[] before = steps;
        int[] to = places;
        steps = new long[2 * before.length];
        places = new int[2 * before.length];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != 0) {
                int slot = slotOf(before[i]);
                steps[slot] = before[i];
                places[slot] = to[i];
            }
        }
    }

    private static long step(int place, char letter) {
        return (place + 1L) << Character.SIZE | letter;
    }

    private int slotOf(long step) {
        long[] all = steps;
        int mask = all.length - 1;
        int hash = (int) (step ^ step >>> Integer.SIZE) * SPREAD;
        int slot = (hash ^ hash >>> Short.SIZE) & mask;
        while (all[slot] != 0 && all[slot] != step) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
