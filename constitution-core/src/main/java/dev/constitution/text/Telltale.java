package dev.constitution.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern, and words without which no text has it. Few texts have one, and looking for words takes a twentieth of the time
 * that looking for the pattern takes.
 *
 * @param words in lower case; the text must have one of them
 * @param areFirst whether each match begins with one of the words, so that the pattern is tried nowhere else
 */
public record Telltale(Pattern pattern, List<String> words, boolean areFirst) {
    public Telltale {
        words = List.copyOf(words);
    }

    /**
     * A pattern behind the first of these words.
     *
     * @param regex for a text in lower case, in which a dot stands for any character
     */
    public static Telltale after(String regex, String... words) {
        return new Telltale(Pattern.compile(regex, Pattern.DOTALL), List.of(words), true);
    }

    public boolean isIn(String text) {
        return isIn(text, text.toLowerCase(Locale.ROOT));
    }

    /** For several of them and one text. A plain loop: every answer of a run comes through here. */
    public boolean isIn(String text, String inLowerCase) {
        for (String word : words) {
            if (areFirst ? followsIn(inLowerCase, word) : inLowerCase.contains(word)) {
                return areFirst || pattern.matcher(text).find();
            }
        }
        return false;
    }

    private boolean followsIn(String text, String word) {
        int at = text.indexOf(word);
        if (at < 0) {
            return false;
        }
        Matcher matcher = pattern.matcher(text).useTransparentBounds(true);
        while (at >= 0) {
            if (matcher.region(at, text.length()).lookingAt()) {
                return true;
            }
            at = text.indexOf(word, at + 1);
        }
        return false;
    }
}
