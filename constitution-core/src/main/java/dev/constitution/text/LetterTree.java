package dev.constitution.text;

import java.util.Arrays;

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

    /** By places, the letter that leads to the place of the next number, as most do; 0 where none does. */
    private char[] straight = new char[1 << 10];

    /** The places that other letters lead from too. */
    private boolean[] branches = new boolean[1 << 10];

    private int size = 1;

    /** Where those letters lead, each at the first free slot from where its hash points to; 0 is a free slot. */
    private long[] steps = new long[1 << 8];

    private int[] places = new int[1 << 8];
    private int taken;

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

    /** The place that a letter leads to from a place. */
    int next(int place, char letter) {
        if (straight[place] == letter && letter != 0) {
            return place + 1;
        } else if (!branches[place]) {
            return NONE;
        }
        long step = step(place, letter);
        int slot = slotOf(step);
        return steps[slot] == step ? places[slot] : NONE;
    }

    private int addNext(int place, char letter) {
        if (size == straight.length) {
            straight = Arrays.copyOf(straight, 2 * size);
            branches = Arrays.copyOf(branches, 2 * size);
        }
        if (place == size - 1 && letter != 0) {
            straight[place] = letter;
        } else {
            branches[place] = true;
            put(step(place, letter), size);
        }
        return size++;
    }

    private void put(long step, int place) {
        if (2 * ++taken > steps.length) {
            long[] before = steps;
            int[] to = places;
            steps = new long[2 * before.length];
            places = new int[2 * before.length];
            for (int i = 0; i < before.length; i++) {
                if (before[i] != 0) {
                    set(before[i], to[i]);
                }
            }
        }
        set(step, place);
    }

    private void set(long step, int place) {
        int slot = slotOf(step);
        steps[slot] = step;
        places[slot] = place;
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
