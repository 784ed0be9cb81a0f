package dev.constitution.text;

import dev.constitution.text.Phrases.Hit;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A text taken apart, once for all who look at it: where its words stand, which they are, and what was already told from
 * them. Words here are letters and digits of ASCII; whoever looks for others looks between them, place by place. The texts
 * taken apart last are remembered until their memory is collected. Thread-safe.
 */
final class Words {
    private static final int REMEMBERED = 1 << 8;

    /** Shorter ones are taken apart as quickly as found. */
    private static final int SHORTEST_REMEMBERED = 32;

    private static final int LONGEST_REMEMBERED = 10_000;
    private static final AtomicReferenceArray<@Nullable Reference<Words>> LAST = new AtomicReferenceArray<>(REMEMBERED);

    private static final int LONGEST_WORD = WordSequence.LONGEST_WORD;

    /** With the space behind it; most texts have more. */
    private static final int LETTERS_OF_A_WORD = 4;

    private static final int ASCII = 1 << 7;

    /** What stands for the number of a word that has none. */
    static final int UNNUMBERED = -1;

    private final String text;
    private final boolean isAscii;

    /** Of a text in ASCII, whether it is in lower case. */
    private final boolean isLower;

    private final int size;

    /** Where each word starts and ends, one after the other. */
    private final int[] bounds;

    private final @Nullable Word[] words;

    /** The numbers of words between two spaces, of which the first is behind another word. */
    private final int[] spaced;

    /** A bit for each character between the words, the same for some that are far from each other. */
    private final long between;

    private @Nullable Words lower;
    private @Nullable WordSequence sequence;
    private volatile Hit @Nullable [] phrases;
    private @Nullable Question question;

    private Words(String text) {
        this.text = text;
        int length = text.length();
        char[] letters = new char[length];
        text.getChars(0, length, letters, 0);
        int expected = length / LETTERS_OF_A_WORD + 8;
        int[] taken = new int[2 * expected];
        @Nullable Word[] known = new @Nullable Word[expected];
        int[] numbers = new int[expected];
        int count = 0;
        int others = 0;
        long gaps = 0;
        boolean lowerAlone = true;
        boolean behindOther = true;
        for (int at = 0; at < length; ) {
            int start = at;
            int most = Math.min(length, start + LONGEST_WORD);
            at = endOfLetters(letters, start, most);
            int end = at < most && isDigit(letters[at]) ? endOfWord(letters, at, most) : at;
            if (end == start) {
                others |= letters[at];
                gaps |= bit(letters[at]);
                behindOther = letters[at] < ASCII;
                at++;
                continue;
            }
            if (count == known.length) {
                taken = Arrays.copyOf(taken, 4 * count);
                known = Arrays.copyOf(known, 2 * count);
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            taken[2 * count] = start;
            taken[2 * count + 1] = end;
            numbers[count] = UNNUMBERED;
            if (at == end && behindOther && (end == length || isOther(letters[end]))) {
                Word word = Vocabulary.word(letters, start, end);
                known[count] = word;
                lowerAlone &= word.lower() == word;
                if (count > 0
                        && known[count - 1] != null
                        && taken[2 * count - 1] == start - 1
                        && letters[start - 1] == ' '
                        && end < length
                        && letters[end] == ' ') {
                    numbers[count] = word.number();
                }
            } else {
                lowerAlone &= isLower(letters, start, end);
            }
            at = end;
            behindOther = false;
            count++;
        }
        isAscii = others < ASCII;
        isLower = lowerAlone;
        size = count;
        bounds = taken;
        words = known;
        spaced = numbers;
        between = gaps;
    }

    /** The same words of a part or another form of a text. */
    private Words(Words whole, String text, boolean isLower, int size, @Nullable Word[] words, int[] spaced) {
        this.text = text;
        isAscii = whole.isAscii;
        this.isLower = isLower;
        this.size = size;
        bounds = whole.bounds;
        this.words = words;
        this.spaced = spaced;
        between = whole.between;
    }

    /** Of a character that is no letter; a few rare ones share the bit of another. */
    private static long bit(char c) {
        return 1L << (c < Long.SIZE ? c : c ^ 0x60);
    }

    private static int endOfLetters(char[] letters, int start, int most) {
        int at = start;
        while (at < most && isLetter(letters[at])) {
            at++;
        }
        return at;
    }

    private static int endOfWord(char[] letters, int start, int most) {
        int at = start;
        while (at < most && (isLetter(letters[at]) || isDigit(letters[at]))) {
            at++;
        }
        return at;
    }

    private static boolean isLetter(char c) {
        return (char) ((c | 0x20) - 'a') < 26;
    }

    private static boolean isLower(char[] letters, int start, int end) {
        for (int i = start; i < end; i++) {
            if (letters[i] >= 'A' && letters[i] <= 'Z') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return (char) (c - '0') < 10;
    }

    private static boolean isOther(char c) {
        return c < ASCII && !isLetter(c) && !isDigit(c);
    }

    /** The words of a text, which are looked for again only where they are not remembered. */
    static Words of(String text) {
        int length = text.length();
        if (length < SHORTEST_REMEMBERED || length > LONGEST_REMEMBERED) {
            return new Words(text);
        }
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & REMEMBERED - 1;
        Reference<Words> last = LAST.getAcquire(place);
        Words there = last == null ? null : last.get();
        if (there == null || !there.text.equals(text)) {
            there = new Words(text);
            LAST.setRelease(place, new WeakReference<>(there));
        }
        return there;
    }

    String text() {
        return text;
    }

    boolean isAscii() {
        return isAscii;
    }

    /** Whether a character of ASCII that is no letter and no digit may be in the text; false where it surely is not. */
    boolean mayHave(char c) {
        return (between & bit(c)) != 0;
    }

    /** How many words there are. */
    int size() {
        return size;
    }

    int start(int i) {
        return bounds[2 * i];
    }

    int end(int i) {
        return bounds[2 * i + 1];
    }

    /** A word of letters alone that stands alone; null for another, which is to be looked at letter by letter. */
    @Nullable
    Word word(int i) {
        return words[i];
    }

    /** The hash of a word, as in a {@link WordSequence}. */
    long hash(int i) {
        Word word = words[i];
        return word == null ? WordSequence.hash(text, start(i), end(i)) : word.hash();
    }

    /**
     * The number of a word of letters between two spaces, of which the first is right behind another such word; {@link
     * #UNNUMBERED} where it stands otherwise, or has none.
     */
    int spaced(int i) {
        return spaced[i];
    }

    /** Whether an apostrophe follows a word, perhaps with more of it. */
    boolean isBeforeApostrophe(int i) {
        return end(i) < text.length() && text.charAt(end(i)) == '\'';
    }

    /** Those of the text in lower case. */
    Words lower() {
        Words known = lower;
        if (known == null) {
            known = inLower();
            lower = known;
        }
        return known;
    }

    private Words inLower() {
        if (!isAscii) {
            return new Words(text.toLowerCase(Locale.ROOT));
        }
        if (isLower) {
            return this;
        }
        @Nullable Word[] folded = new @Nullable Word[size];
        int[] numbers = new int[size];
        for (int i = 0; i < size; i++) {
            Word word = words[i];
            folded[i] = word == null ? null : word.lower();
            numbers[i] = word == null || spaced[i] == UNNUMBERED
                    ? UNNUMBERED
                    : word.lower().number();
        }
        return new Words(this, text.toLowerCase(Locale.ROOT), true, size, folded, numbers);
    }

    /** Those of the text's first characters. */
    Words first(int length) {
        if (length >= text.length()) {
            return this;
        }
        int count = 0;
        while (count < size && end(count) < length) {
            count++;
        }
        return new Words(this, text.substring(0, length), isLower, count, words, spaced);
    }

    WordSequence sequence() {
        WordSequence known = sequence;
        if (known == null) {
            known = isAscii && size > 0 ? WordSequence.of(this) : WordSequence.read(text);
            sequence = known;
        }
        return known;
    }

    /** The phrases in it, not to be changed; of a text in lower case. */
    Hit[] phrases() {
        Hit[] known = phrases;
        if (known == null) {
            known = Phrases.in(this);
            phrases = known;
        }
        return known;
    }

    Question question() {
        Question known = question;
        if (known == null) {
            known = new Question(this);
            question = known;
        }
        return known;
    }
}
