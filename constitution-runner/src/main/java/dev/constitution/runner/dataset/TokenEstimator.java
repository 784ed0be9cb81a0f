package dev.constitution.runner.dataset;

import java.lang.Character.UnicodeBlock;
import java.util.Map;

/** Estimates tokens by kinds of characters, in hundredths of a token. */
final class TokenEstimator implements TokenCounter {
    private static final int WHOLE = 100;

    private static final int WORD = 90;

    /** So many letters of a word are one token. */
    private static final int LETTERS_OF_A_TOKEN = 6;

    private static final int FURTHER_LETTER = 33;
    private static final int ACCENTED_LETTER = 110;
    private static final int DIGIT = 70;
    private static final int SIGN = 65;
    private static final int LINE_END = 70;
    private static final int ALPHABET = 33;
    private static final int ABJAD = 50;
    private static final int IDEOGRAPH = 85;
    private static final int KANA = 75;
    private static final int SYLLABLE = 90;
    private static final int HALF_OF_A_PAIR = 110;
    private static final int OTHER = 50;

    private static final Map<UnicodeBlock, Integer> BLOCKS = Map.of(
            UnicodeBlock.CYRILLIC, ALPHABET,
            UnicodeBlock.GREEK, ALPHABET,
            UnicodeBlock.ARABIC, ABJAD,
            UnicodeBlock.HEBREW, ABJAD,
            UnicodeBlock.HIRAGANA, KANA,
            UnicodeBlock.KATAKANA, KANA,
            UnicodeBlock.HANGUL_SYLLABLES, SYLLABLE);

    private static final char FIRST_ACCENTED = 0xC0;

    /** Behind the Latin letters with accents. */
    private static final char END_OF_LATIN = 0x250;

    @Override
    public String method() {
        return "estimated by kinds of characters";
    }

    @Override
    public long count(String text) {
        char[] characters = text.toCharArray();
        long hundredths = 0;
        int letters = 0; // of the word so far
        for (int i = 0; i < characters.length; ) {
            char c = characters[i];
            if (isLetter(c)) {
                int end = endOfLetters(characters, i + 1);
                hundredths += ofLetters(letters + end - i) - (letters == 0 ? 0 : ofLetters(letters));
                letters += end - i;
                i = end;
            } else if (c >= FIRST_ACCENTED && c < END_OF_LATIN) {
                hundredths += ofLetters(letters + 1) - ofLetters(letters) + ACCENTED_LETTER;
                letters++;
                i++;
            } else {
                hundredths += c < 0x80 ? ofAscii(c) : ofOther(c);
                letters = 0;
                i++;
            }
        }
        return (hundredths + WHOLE - 1) / WHOLE;
    }

    private static int endOfLetters(char[] characters, int start) {
        int at = start;
        while (at < characters.length && isLetter(characters[at])) {
            at++;
        }
        return at;
    }

    private static boolean isLetter(char c) {
        return (char) ((c | 0x20) - 'a') < 26;
    }

    private static long ofLetters(int letters) {
        return letters == 0 ? 0 : WORD + (long) FURTHER_LETTER * Math.max(0, letters - LETTERS_OF_A_TOKEN);
    }

    private static int ofAscii(char c) {
        if (c <= ' ' && c != '\n') {
            return 0;
        }
        if (c >= '0' && c <= '9') {
            return DIGIT;
        }
        return c == '\n' ? LINE_END : SIGN;
    }

    private static int ofOther(char c) {
        if (Character.isSurrogate(c)) {
            return HALF_OF_A_PAIR;
        }
        UnicodeBlock block = UnicodeBlock.of(c); // null where no character is assigned
        if (block != null && BLOCKS.containsKey(block)) {
            return BLOCKS.getOrDefault(block, OTHER);
        }
        return Character.isIdeographic(c) ? IDEOGRAPH : OTHER;
    }
}
