package dev.constitution.runner.dataset;

import dev.constitution.text.LongSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts texts of which a few are frequent and most are seen once, in bounded memory (Manku and Motwani 2002, lossy
 * counting): a count is too low by at most 1 in {@value #WIDTH} of all texts seen. Not thread-safe.
 *
 * <p>Counts stand in arrays that are used over and over, and a text is kept from its second occurrence on: what is seen once
 * leaves nothing behind that would have to be collected.
 */
final class FrequentTexts {
    static final int WIDTH = 5000;

    private static final int LONGEST_SHOWN = 120;
    private static final int LONGEST_KEPT = 2 * LONGEST_SHOWN;

    private static final int SLOTS = 1 << 15;

    /** From the second occurrence on, as that has them. */
    private final Map<Long, String> texts = new HashMap<>();

    private Table table = new Table(SLOTS);
    private Table spare = new Table(SLOTS);
    private long seen;
    private int bucket = 1;

    /** Hashes in open addressing, 0 for an empty slot, with how often each was seen and at most missed before. */
    private static final class Table {
        private final long[] keys;
        private final int[] counts;
        private final int[] missed;
        private int size;

        Table(int slots) {
            keys = new long[slots];
            counts = new int[slots];
            missed = new int[slots];
        }

        int slot(long key) {
            return LongSet.slotOf(keys, key);
        }

        void put(long key, int count, int missedBefore) {
            int slot = slot(key);
            keys[slot] = key;
            counts[slot] = count;
            missed[slot] = missedBefore;
            size++;
        }

        boolean isHalfFull() {
            return 2 * size > keys.length;
        }
    }

    /**
     * Counts a text.
     *
     * @param hash of its words; texts of the same words are one
     * @param whole where it stands
     */
    void add(long hash, String whole, int start, int end) {
        long key = hash == 0 ? 1 : hash;
        int slot = table.slot(key);
        if (table.keys[slot] == 0) {
            table.put(key, 1, bucket - 1);
        } else if (++table.counts[slot] == 2) {
            texts.put(key, whole.substring(start, Math.min(end, start + LONGEST_KEPT)));
        }
        seen++;
        if (seen % WIDTH == 0) {
            keep(bucket);
            bucket++;
        } else if (table.isHalfFull()) {
            spare = new Table(2 * table.keys.length);
            keep(Integer.MIN_VALUE);
        }
    }

    /** Forgets what was seen so often at most, counted with what may have been missed. */
    private void keep(int moreThan) {
        if (spare.keys.length < table.keys.length) {
            spare = new Table(table.keys.length);
        }
        Arrays.fill(spare.keys, 0);
        spare.size = 0;
        for (int i = 0; i < table.keys.length; i++) {
            long key = table.keys[i];
            if (key != 0 && table.counts[i] + table.missed[i] > moreThan) {
                spare.put(key, table.counts[i], table.missed[i]);
            } else if (key != 0) {
                texts.remove(key);
            }
        }
        Table former = table;
        table = spare;
        spare = former;
    }

    /** The texts seen at least so often, and more than once, the most frequent first. */
    List<Boilerplate.Phrase> atLeast(double count) {
        return texts.entrySet().stream()
                .map(text -> new Boilerplate.Phrase(shown(text.getValue()), table.counts[table.slot(text.getKey())]))
                .filter(phrase -> phrase.answers() >= count)
                .sorted(Comparator.comparingLong(Boilerplate.Phrase::answers)
                        .reversed()
                        .thenComparing(Boilerplate.Phrase::text))
                .toList();
    }

    private static String shown(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= LONGEST_SHOWN) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST_SHOWN - 1)) ? LONGEST_SHOWN - 1 : LONGEST_SHOWN;
        return line.substring(0, end) + "…";
    }
}
