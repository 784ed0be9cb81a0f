package dev.constitution.text;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A text as the words that it is compared by: letters and digits in lower case, whatever stands between them. Where a script
 * has no spaces each character is a word, a very long word is several, and a text without any is its symbols, so that counts
 * of words mean the same in every text. Words are kept as 64-bit hashes. Immutable.
 */
public final class WordSequence {
    private static final int FIRST_WITHOUT_SPACES = 0x0E00;
    private static final int LONGEST_WORD = 32;

    /** Letters in lower case, and digits, of ASCII; 0 for what is in no word. */
    private static final byte[] LOWER_CASE = new byte[128];

    static {
        for (int point = 0; point < LOWER_CASE.length; point++) {
            LOWER_CASE[point] = (byte) (Character.isLetterOrDigit(point) ? Character.toLowerCase(point) : 0);
        }
    }

    private final long[] words;

    private WordSequence(long[] words) {
        this.words = words;
    }

    public static WordSequence of(String text) {
        Builder ascii = new Builder();
        if (ascii.addAscii(text)) { // most texts, and no other way is as quick
            WordSequence words = ascii.words();
            return words.size() > 0 ? words : symbols(text);
        }
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
        WordSequence words = new Builder().add(normal).words();
        return words.size() > 0 ? words : symbols(normal);
    }

    private static WordSequence symbols(String text) {
        return new WordSequence(text.codePoints()
                .filter(point -> !Character.isWhitespace(point))
                .mapToLong(Hash::mix)
                .toArray());
    }

    public int size() {
        return words.length;
    }

    /** Whether both have the same words in the same order. */
    public boolean sameAs(WordSequence other) {
        return Arrays.equals(words, other.words);
    }

    /** Whether two texts are equal but for case, spaces and, in texts that have words, punctuation. */
    public static boolean sameWords(String a, String b) {
        return of(a).sameAs(of(b));
    }

    /** One hash of all words in their order. */
    public long hash() {
        long hash = Hash.START;
        for (long word : words) {
            hash = Hash.add(hash, word);
        }
        return Hash.mix(hash);
    }

    /** The hashes of every n words that follow one another, in order; empty for a text of fewer words. */
    public long[] runs(int n) {
        long[] runs = new long[Math.max(0, words.length - n + 1)];
        for (int i = 0; i < runs.length; i++) {
            long hash = Hash.START;
            for (int j = i; j < i + n; j++) {
                hash = Hash.add(hash, words[j]);
            }
            runs[i] = hash;
        }
        return runs;
    }

    /**
     * The fewest words to insert, drop or replace to make one text of the other (Levenshtein's distance), or {@code limit +
     * 1} where it takes more than the limit. Looks only where the limit can be kept (Ukkonen 1985), so that a small limit
     * makes it quick.
     */
    public int editsTo(WordSequence other, int limit) {
        int start = 0;
        int end = words.length;
        int otherEnd = other.words.length;
        while (start < Math.min(end, otherEnd) && words[start] == other.words[start]) {
            start++;
        }
        while (end > start && otherEnd > start && words[end - 1] == other.words[otherEnd - 1]) {
            end--;
            otherEnd--;
        }
        int rows = end - start;
        int columns = otherEnd - start;
        if (Math.abs(rows - columns) > limit) {
            return limit + 1;
        }
        int[] previous = new int[columns + 1];
        int[] current = new int[columns + 1];
        for (int j = 0; j <= columns; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= rows; i++) {
            int from = Math.max(1, i - limit);
            int to = Math.min(columns, i + limit);
            current[from - 1] = from == 1 ? i : limit + 1;
            for (int j = from; j <= to; j++) {
                int above = j == i + limit ? limit + 1 : previous[j] + 1;
                int replaced = previous[j - 1] + (words[start + i - 1] == other.words[start + j - 1] ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(above, current[j - 1] + 1));
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return Math.min(previous[columns], limit + 1);
    }

    /** Collects words code point by code point. */
    private static final class Builder {
        private long[] words = new long[64];
        private int count;
        private long word = Hash.START;
        private int letters;

        /** Whether the text is ASCII alone, and so taken. */
        boolean addAscii(String text) {
            for (int i = 0; i < text.length(); i++) {
                int point = text.charAt(i);
                if (point >= LOWER_CASE.length) {
                    return false;
                }
                if (LOWER_CASE[point] != 0) {
                    appendLower(LOWER_CASE[point]);
                } else {
                    endWord();
                }
            }
            endWord();
            return true;
        }

        Builder add(String text) {
            for (int i = 0; i < text.length(); ) {
                int point = text.codePointAt(i);
                i += Character.charCount(point);
                if (!isInWord(point)) {
                    endWord();
                } else if (standsAlone(point)) {
                    endWord();
                    append(point);
                    endWord();
                } else {
                    append(point);
                }
            }
            endWord();
            return this;
        }

        WordSequence words() {
            return new WordSequence(Arrays.copyOf(words, count));
        }

        private void append(int point) {
            appendLower(Character.toLowerCase(point));
        }

        private void appendLower(int point) {
            word = Hash.add(word, point);
            letters++;
            if (letters == LONGEST_WORD) {
                endWord();
            }
        }

        private void endWord() {
            if (letters == 0) {
                return;
            }
            if (count == words.length) {
                words = Arrays.copyOf(words, count * 2);
            }
            words[count++] = Hash.mix(word);
            word = Hash.START;
            letters = 0;
        }

        private boolean isInWord(int point) {
            int type = Character.getType(point);
            boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
            return Character.isLetterOrDigit(point)
                    || type == Character.LETTER_NUMBER
                    || type == Character.OTHER_NUMBER
                    || (mark && letters > 0);
        }
    }

    private static boolean standsAlone(int point) {
        if (point < FIRST_WITHOUT_SPACES) {
            return false;
        }
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
            default -> false;
        };
    }
}
