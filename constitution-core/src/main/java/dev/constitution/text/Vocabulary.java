package dev.constitution.text;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words that texts have had so far: what is told of a word is worked out once. Words beyond the first {@value #MOST}, and
 * very long ones, are not kept, and so are new each time. Thread-safe.
 */
final class Vocabulary {
    private static final int MOST = 1 << 15;
    private static final int SMALLEST = 1 << 10;
    private static final int LONGEST = 24;

    /** So many letters of 7 bits are a key that no other word has. */
    private static final int LETTERS_OF_A_KEY = Long.SIZE / 7;

    /** Spreads keys that differ in some bits over all. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static volatile @Nullable Word[] table = new @Nullable Word[SMALLEST];
    private static int size;

    private Vocabulary() {}

    /** The word at a place of a text, all of whose letters are of ASCII. */
    static Word word(char[] text, int start, int end) {
        long key = key(text, start, end);
        @Nullable Word[] words = table;
        Word known = words[slot(words, key, text, start, end)];
        return known == null ? learnt(Arrays.copyOfRange(text, start, end), key) : known;
    }

    private static long key(char[] text, int start, int end) {
        long key = 0;
        for (int i = start; i < end; i++) {
            key = Long.rotateLeft(key, 7) ^ text[i];
        }
        return key;
    }

    private static int slot(@Nullable Word[] words, long key, char[] text, int start, int end) {
        int length = end - start;
        int slot = (int) ((key * SPREAD) >>> 40) & words.length - 1;
        for (Word word = words[slot]; word != null; word = words[slot]) {
            if (word.key() == key && word.length() == length && (length <= LETTERS_OF_A_KEY || word.is(text, start))) {
                break;
            }
            slot = slot + 1 & words.length - 1;
        }
        return slot;
    }

    private static synchronized Word learnt(char[] letters, long key) {
        Word lower = null;
        char[] inLower = String.valueOf(letters).toLowerCase(Locale.ROOT).toCharArray();
        if (!Arrays.equals(letters, inLower)) {
            lower = word(inLower, 0, inLower.length);
        }
        if (size == MOST || letters.length > LONGEST) {
            return new Word(Words.UNNUMBERED, key, letters, lower);
        }
        if (2 * size >= table.length) {
            grow();
        }
        @Nullable Word[] words = table;
        int slot = slot(words, key, letters, 0, letters.length);
        Word known = words[slot]; // by another thread, in the meantime
        if (known == null) {
            known = new Word(size++, key, letters, lower);
            words[slot] = known;
        }
        return known;
    }

    private static void grow() {
        @Nullable Word[] more = new @Nullable Word[2 * table.length];
        for (Word word : table) {
            if (word != null) {
                more[slot(more, word.key(), word.toString().toCharArray(), 0, word.length())] = word;
            }
        }
        table = more;
    }
}
