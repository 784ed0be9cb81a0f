package dev.constitution;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts texts of which a few are frequent and most are seen once, in bounded memory (Manku and Motwani 2002, lossy
 * counting): a count is too low by at most 1 in {@value #WIDTH} of all texts seen. Not thread-safe.
 */
final class FrequentTexts {
    static final int WIDTH = 5000;

    private static final int LONGEST_SHOWN = 120;
    private static final int LONGEST_KEPT = 2 * LONGEST_SHOWN;

    private final Map<Long, Entry> entries = new HashMap<>();
    private long seen;
    private long bucket = 1;

    private static final class Entry {
        private final String text;
        private final long missed;
        private long count;

        Entry(String text, long missed) {
            this.text = text;
            this.missed = missed;
        }
    }

    /** Counts a text; texts of the same words are one. */
    void add(String text, WordSequence words) {
        long key = words.hash();
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = new Entry(text.substring(0, Math.min(text.length(), LONGEST_KEPT)), bucket - 1);
            entries.put(key, entry);
        }
        entry.count++;
        seen++;
        if (seen % WIDTH == 0) {
            entries.values().removeIf(e -> e.count + e.missed <= bucket);
            bucket++;
        }
    }

    /** The texts seen at least so often, the most frequent first. */
    List<Boilerplate.Phrase> atLeast(double count) {
        return entries.values().stream()
                .filter(entry -> entry.count >= count)
                .map(entry -> new Boilerplate.Phrase(shown(entry.text), entry.count))
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
