package dev.constitution.runner.dataset;

import dev.constitution.text.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * Finds among the texts seen so far one that is nearly the same as another. Not thread-safe.
 *
 * <p>Locality-sensitive hashing (Indyk and Motwani 1998): a sketch's 128 bins are cut into 16 bands of 8, and texts that
 * agree in a whole band are compared by their sketches. Texts with an index of 0.8 agree in one 97 times in 100, with 0.85
 * more than 99 times; with 0.5 it is 10 times, with 0.2 once in 4,000, and the comparison tells those apart. A text takes 68 bytes
 * and 16 slots of an int table that is between 3/8 and 3/4 full: 154 to 239 bytes.
 */
final class SimilarTexts {
    private static final int BANDS = 16;
    private static final int CHUNK = 1 << 13;

    /** Of texts that agree in a band no more are kept or looked at: boilerplate would make every search long. */
    private static final int MOST_IN_A_BAND = 64;

    private final double threshold;
    private final List<long[]> sketches = new ArrayList<>();
    private final List<int[]> labels = new ArrayList<>();
    private int texts;
    /** Numbers of texts, from 1; 0 is an empty slot. */
    private int[] slots = new int[1 << 10];

    private int filled;

    /** @param threshold the least estimated share of phrases in common, in (0, 1] */
    SimilarTexts(double threshold) {
        this.threshold = threshold;
    }

    /** The label of the most similar text, from the threshold on, among those whose label is looked for. */
    OptionalInt find(MinHash text, IntPredicate wanted) {
        int best = 0;
        double most = 0;
        for (int band = 0; band < BANDS; band++) {
            int key = key(text, band);
            int slot = firstSlot(band, key);
            for (int seen = 0; slots[slot] != 0 && seen < MOST_IN_A_BAND; slot = slot + 1 & slots.length - 1) {
                int number = slots[slot];
                if (key(number, band) != key) {
                    continue;
                }
                seen++;
                if (number != best && wanted.test(label(number))) {
                    double similarity = text.similarityTo(chunk(number), start(number));
                    if (similarity > most) {
                        most = similarity;
                        best = number;
                    }
                }
            }
        }
        return best > 0 && most >= threshold ? OptionalInt.of(label(best)) : OptionalInt.empty();
    }

    void add(MinHash text, int label) {
        if (texts % CHUNK == 0) {
            sketches.add(new long[CHUNK * MinHash.LONGS]);
            labels.add(new int[CHUNK]);
        }
        texts++;
        long[] chunk = chunk(texts);
        for (int i = 0; i < MinHash.LONGS; i++) {
            chunk[start(texts) + i] = text.bins(i);
        }
        labels.get((texts - 1) / CHUNK)[(texts - 1) % CHUNK] = label;
        if (filled + BANDS > slots.length / 4 * 3) {
            grow();
        }
        insert(texts);
    }

    private void insert(int number) {
        for (int band = 0; band < BANDS; band++) {
            int key = key(number, band);
            int slot = firstSlot(band, key);
            int seen = 0;
            while (slots[slot] != 0 && seen < MOST_IN_A_BAND) {
                seen += key(slots[slot], band) == key ? 1 : 0;
                slot = slot + 1 & slots.length - 1;
            }
            if (slots[slot] == 0) {
                slots[slot] = number;
                filled++;
            }
        }
    }

    private void grow() {
        slots = new int[slots.length * 2];
        filled = 0;
        for (int number = 1; number < texts; number++) {
            insert(number);
        }
    }

    private int firstSlot(int band, int key) {
        return (int) Hash.mix((long) band << Integer.SIZE | Integer.toUnsignedLong(key)) & slots.length - 1;
    }

    private static int key(MinHash text, int band) {
        return half(text.bins(band / 2), band);
    }

    private int key(int number, int band) {
        return half(chunk(number)[start(number) + band / 2], band);
    }

    private static int half(long bins, int band) {
        return (int) (band % 2 == 0 ? bins : bins >>> Integer.SIZE);
    }

    private int label(int number) {
        return labels.get((number - 1) / CHUNK)[(number - 1) % CHUNK];
    }

    private long[] chunk(int number) {
        return sketches.get((number - 1) / CHUNK);
    }

    private static int start(int number) {
        return (number - 1) % CHUNK * MinHash.LONGS;
    }
}
