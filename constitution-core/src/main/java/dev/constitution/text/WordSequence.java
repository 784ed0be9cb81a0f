package dev.constitution.text;

import java.text.Normalizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text as the words that it is compared by: letters and digits in lower case, whatever stands between them. Where a script
 * has no spaces each character is a word, a very long word is several, and a text without any is its symbols, so that counts
 * of words mean the same in every text. Words are kept as 64-bit hashes. Immutable.
 */
public final class WordSequence {
    private static final int FIRST_WITHOUT_SPACES = 0x0E00;
    static final int LONGEST_WORD = 32;

    /** With the space behind it; most texts have more. */
    private static final int LETTERS_OF_A_WORD = 4;

    /** Letters in lower case, and digits, of ASCII; 0 for what is in no word. */
    private static final byte[] LOWER_CASE = new byte[128];

    static {
        for (int point = 0; point < LOWER_CASE.length; point++) {
            LOWER_CASE[point] = (byte) (Character.isLetterOrDigit(point) ? Character.toLowerCase(point) : 0);
        }
    }

    /** How many words are looked at together where texts have phrases in common. */
    static final int RUN = 5;

    private final long[] words;
    private final int size;
    private volatile long @Nullable [] runs;
    private volatile @Nullable LongSet runSet;

    private WordSequence(long[] words, int size) {
        this.words = words;
        this.size = size;
    }

    public static WordSequence of(String text) {
        return Words.of(text).sequence();
    }

    /** Of words that are known, of a text in ASCII. */
    static WordSequence of(Words text) {
        long[] taken = new long[text.size()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = text.hash(i);
        }
        return new WordSequence(taken, taken.length);
    }

    /** The hash of one word in ASCII. */
    static long hash(String text, int start, int end) {
        long hash = Hash.START;
        for (int i = start; i < end; i++) {
            hash = Hash.add(hash, LOWER_CASE[text.charAt(i)]);
        }
        return Hash.mix(hash);
    }

    /** Of a text of any characters. */
    static WordSequence read(String text) {
        Cursor words = Cursor.over(text);
        long[] taken = new long[text.length() / LETTERS_OF_A_WORD + 8];
        int count = 0;
        while (words.next()) {
            if (count == taken.length) {
                taken = Arrays.copyOf(taken, count * 2);
            }
            taken[count++] = words.word();
        }
        return count > 0 ? new WordSequence(taken, count) : symbols(words.text);
    }

    private static WordSequence symbols(String text) {
        long[] symbols = text.codePoints()
                .filter(point -> !Character.isWhitespace(point))
                .mapToLong(Hash::mix)
                .toArray();
        return new WordSequence(symbols, symbols.length);
    }

    public int size() {
        return size;
    }

    /** Whether both have the same words in the same order. */
    public boolean sameAs(WordSequence other) {
        return Arrays.equals(words, 0, size, other.words, 0, other.size);
    }

    /** Whether two texts are equal but for case, spaces and, in texts that have words, punctuation. */
    public static boolean sameWords(String a, String b) {
        return mayBeginAlike(a, b) && of(a).sameAs(of(b));
    }

    /** False where the first words are in ASCII, with what is beside them, and not the same. */
    private static boolean mayBeginAlike(String a, String b) {
        int one = startOfWord(a);
        int other = startOfWord(b);
        int most = Math.min(LONGEST_WORD, Math.min(a.length() - one, b.length() - other) - 1);
        for (int i = 0; i < most; i++) {
            char c = a.charAt(one + i);
            char d = b.charAt(other + i);
            if ((c | d | a.charAt(one + i + 1) | b.charAt(other + i + 1)) >= LOWER_CASE.length) {
                return true;
            }
            if (LOWER_CASE[c] != LOWER_CASE[d]) {
                return false;
            }
            if (LOWER_CASE[c] == 0) {
                return true;
            }
        }
        return true;
    }

    private static int startOfWord(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) < LOWER_CASE.length && LOWER_CASE[text.charAt(at)] == 0) {
            at++;
        }
        return at;
    }

    /** One hash of all words in their order. */
    public long hash() {
        long hash = Hash.START;
        for (int i = 0; i < size; i++) {
            hash = Hash.add(hash, words[i]);
        }
        return Hash.mix(hash);
    }

    /** The hashes of every {@value #RUN} words that follow one another, in order; not to be changed. */
    long[] runs() {
        long[] known = runs;
        if (known == null) {
            known = runs(RUN);
            runs = known;
        }
        return known;
    }

    /** The same as a set; not to be changed. */
    LongSet runSet() {
        LongSet known = runSet;
        if (known == null) {
            known = new LongSet(runs().length);
            for (long run : runs()) {
                known.add(run);
            }
            runSet = known;
        }
        return known;
    }

    /** The hashes of every n words that follow one another, in order; empty for a text of fewer words. */
    public long[] runs(int n) {
        long[] runs = new long[Math.max(0, size - n + 1)];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = run(i, n);
        }
        return runs;
    }

    private long run(int from, int n) {
        long hash = Hash.START;
        for (int i = from; i < from + n; i++) {
            hash = Hash.add(hash, words[i]);
        }
        return hash;
    }

    /**
     * The fewest words to insert, drop or replace to make one text of the other (Levenshtein's distance), or {@code limit +
     * 1} where it takes more than the limit. Looks only where the limit can be kept (Ukkonen 1985), so that a small limit
     * makes it quick.
     */
    public int editsTo(WordSequence other, int limit) {
        int start = 0;
        int end = size;
        int otherEnd = other.size;
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

    /** Goes through a text word by word. */
    private static final class Cursor {
        private final String text;
        private int at;
        private long word;
        private int letters;

        /** A character that is the next word; 0 for none. */
        private int alone;

        private Cursor(String text) {
            this.text = text;
        }

        static Cursor over(String text) {
            return new Cursor(isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKC));
        }

        private static boolean isAscii(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) >= LOWER_CASE.length) {
                    return false;
                }
            }
            return true;
        }

        /** Goes on to the next word; false behind the last. */
        boolean next() {
            word = Hash.START;
            letters = 0;
            if (alone != 0) {
                append(alone);
                alone = 0;
                return true;
            }
            while (at < text.length() && letters < LONGEST_WORD) {
                int point = text.charAt(at);
                if (point < LOWER_CASE.length) { // most texts, and no other way is as quick
                    at++;
                    if (LOWER_CASE[point] != 0) {
                        append(LOWER_CASE[point]);
                    } else if (letters > 0) {
                        return true;
                    }
                } else if (endsAtBeyondAscii()) {
                    return true;
                }
            }
            return letters > 0;
        }

        /** Takes one more character, and says whether a word ends with it or before it. */
        private boolean endsAtBeyondAscii() {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (!isInWord(point)) {
                return letters > 0;
            }
            int lower = Character.toLowerCase(point);
            if (!standsAlone(point)) {
                append(lower);
                return false;
            }
            if (letters > 0) {
                alone = lower;
            } else {
                append(lower);
            }
            return true;
        }

        /** The hash of the word that it has come to. */
        long word() {
            return Hash.mix(word);
        }

        private void append(int point) {
            word = Hash.add(word, point);
            letters++;
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
