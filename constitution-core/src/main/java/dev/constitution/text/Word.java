package dev.constitution.text;

import org.jspecify.annotations.Nullable;

/** A word of ASCII letters, with what can be told of it wherever it stands. Thread-safe. */
final class Word {
    private final int number;
    private final long key;
    private final char[] letters;
    private final Word lower;
    private final long hash;
    private final @Nullable FunctionWord functionWord;
    private Phrases.@Nullable Start phrases;

    /**
     * @param key what the word is looked for by
     * @param lower the word in lower case; null where this is that
     */
    Word(int number, long key, char[] letters, @Nullable Word lower) {
        this.number = number;
        this.key = key;
        this.letters = letters;
        this.lower = lower == null ? this : lower;
        String word = String.valueOf(letters);
        hash = WordSequence.hash(word, 0, word.length());
        functionWord = lower == null ? FunctionWords.of(word) : lower.functionWord;
    }

    /** From 0, another one for each word of the vocabulary; {@link Words#UNNUMBERED} beyond it. */
    int number() {
        return number;
    }

    long key() {
        return key;
    }

    int length() {
        return letters.length;
    }

    Word lower() {
        return lower;
    }

    /** The word in a {@link WordSequence}. */
    long hash() {
        return hash;
    }

    @Nullable
    FunctionWord functionWord() {
        return functionWord;
    }

    /** The phrases that begin with it; of a word in lower case. */
    Phrases.Start phrases() {
        Phrases.Start known = phrases;
        if (known == null) {
            known = Phrases.beginningWith(toString());
            phrases = known;
        }
        return known;
    }

    boolean is(char[] text, int start) {
        for (int i = 0; i < letters.length; i++) {
            if (letters[i] != text[start + i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return String.valueOf(letters);
    }
}
