package dev.constitution.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells which language a text is in, from its script and, for Latin and Cyrillic letters, from the short words that hold its
 * sentences together. Says nothing where it is not sure: of code, names, numbers and texts of a
 * few words. How often it is right is in {@code docs/gates.md}.
 */
public final class Language {
    private static final int WORDS_READ = 100;

    /** Fewer different words of a language than this, or a smaller share of the text, say nothing. */
    private static final int FEWEST_WORDS = 3;

    private static final double SMALLEST_SHARE = 0.1;

    /** How many times as many hits as the second best the best must have. */
    private static final double LEAD = 1.3;

    private static final double MAIN_SCRIPT = 0.7;
    private static final double KANA_SHARE = 0.05;

    private static final int LONGEST_WORD = 16;
    private static final int ASCII = 1 << 7;

    private Language() {}

    /** A language code of ISO 639-1, or the script's name where it stands for several languages; empty where unsure. */
    public static Optional<String> of(String text) {
        Words words = Words.of(text);
        return mainScript(words).flatMap(script -> switch (script) {
            case HAN, HIRAGANA, KATAKANA -> Optional.of(hasKana(text) ? "ja" : "zh");
            case HANGUL -> Optional.of("ko");
            case LATIN, CYRILLIC ->
                byWords(words)
                        .flatMap(language -> language.equals("da") ? NorthernLanguage.of(text) : Optional.of(language));
            default -> Optional.of(script.name().toLowerCase(Locale.ROOT));
        });
    }

    /** Whether a text has the name of a language, in English or its own, as one that asks for a translation does. */
    public static boolean isNamedIn(String text, String language) {
        Locale locale = Locale.forLanguageTag(language);
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains(locale.getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT))
                || lower.contains(locale.getDisplayLanguage(locale).toLowerCase(Locale.ROOT))
                || (NorthernLanguage.isNorwegian(language) && (lower.contains("norwegian") || lower.contains("norsk")));
    }

    private static Optional<UnicodeScript> mainScript(Words words) {
        String text = words.text();
        if (words.isAscii()) {
            return nextWord(text, 0) < text.length() ? Optional.of(UnicodeScript.LATIN) : Optional.empty();
        }
        Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
        int all = 0;
        int ascii = 0;
        for (int i = 0; i < text.length(); ) {
            int unit = text.charAt(i);
            int point = unit < Character.MIN_HIGH_SURROGATE ? unit : text.codePointAt(i);
            i += Character.charCount(point);
            if (isAsciiLetter(point)) {
                ascii++;
                all++;
            } else if (Character.isLetter(point)) {
                letters.merge(together(UnicodeScript.of(point)), 1, Integer::sum);
                all++;
            }
        }
        letters.merge(UnicodeScript.LATIN, ascii, Integer::sum);
        double needed = MAIN_SCRIPT * Math.max(1, all);
        return letters.entrySet().stream()
                .filter(entry -> entry.getValue() >= needed)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Japanese and Chinese are written in several scripts, or in one. */
    private static UnicodeScript together(UnicodeScript script) {
        return script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA ? UnicodeScript.HAN : script;
    }

    private static boolean hasKana(String text) {
        long kana = text.codePoints()
                .filter(point -> UnicodeScript.of(point) == UnicodeScript.HIRAGANA
                        || UnicodeScript.of(point) == UnicodeScript.KATAKANA)
                .count();
        return kana >= KANA_SHARE * text.length();
    }

    private static Optional<String> byWords(Words known) {
        String text = known.text();
        Count count = new Count();
        int next = 0;
        for (int at = nextWord(text, 0); at < text.length() && count.words < WORDS_READ; ) {
            while (next < known.size() && known.start(next) < at) {
                next++;
            }
            Word word = next < known.size() && known.start(next) == at ? known.word(next) : null;
            if (word != null && (isSpaced(known, next) || !known.isBeforeApostrophe(next))) {
                count.take(word.functionWord());
                int end = known.end(next);
                next++;
                at = isSpaced(known, next) && known.start(next) == end + 1 ? end + 1 : nextWord(text, end);
            } else {
                int end = endOfWord(text, at);
                count.take(functionWord(text, at, end));
                at = nextWord(text, end);
            }
        }
        return best(count.hits, count.kinds, count.words);
    }

    private static boolean isSpaced(Words known, int word) {
        return word < known.size() && known.spaced(word) != Words.UNNUMBERED;
    }

    /** How many words of a text belong to each language, and how many different ones. */
    private static final class Count {
        private final int[] hits = new int[FunctionWords.languages()];
        private final int[] kinds = new int[FunctionWords.languages()];
        private final boolean[] seen = new boolean[FunctionWords.words()];
        private int words;

        private void take(@Nullable FunctionWord word) {
            words++;
            if (word == null) {
                return;
            }
            int kind = seen[word.number()] ? 0 : 1;
            seen[word.number()] = true;
            for (int language : word.languages()) {
                hits[language]++;
                kinds[language] += kind;
            }
        }
    }

    private static @Nullable FunctionWord functionWord(String text, int start, int end) {
        return end - start > LONGEST_WORD
                ? null
                : FunctionWords.of(text.substring(start, end).toLowerCase(Locale.ROOT));
    }

    private static Optional<String> best(int[] hits, int[] kinds, int words) {
        int best = 0;
        int second = 0;
        for (int i = 1; i < hits.length; i++) {
            if (hits[i] > hits[best]) {
                second = hits[best];
                best = i;
            } else {
                second = Math.max(second, hits[i]);
            }
        }
        boolean sure =
                kinds[best] >= FEWEST_WORDS && hits[best] >= SMALLEST_SHARE * words && hits[best] >= LEAD * second;
        return sure ? Optional.of(FunctionWords.language(best)) : Optional.empty();
    }

    private static int nextWord(String text, int from) {
        int at = from;
        while (at < text.length() && !isAsciiLetter(text.charAt(at))) {
            int point = text.charAt(at) < ASCII ? text.charAt(at) : text.codePointAt(at);
            if (point >= ASCII && Character.isLetter(point)) {
                break;
            }
            at += Character.charCount(point);
        }
        return at;
    }

    /** Behind letters and marks, perhaps with letters behind an apostrophe. */
    private static int endOfWord(String text, int start) {
        int at = start;
        boolean apostrophe = false;
        while (at < text.length()) {
            if (isAsciiLetter(text.charAt(at))) {
                at++;
                continue;
            }
            int point = text.codePointAt(at);
            boolean next = !apostrophe
                    && (point == '\'' || point == '’')
                    && at + 1 < text.length()
                    && Character.isLetter(text.codePointAt(at + 1));
            if (!next && !Character.isLetter(point) && (apostrophe || !isMark(point))) {
                return at;
            }
            apostrophe |= next;
            at += Character.charCount(point);
        }
        return at;
    }

    /** Of most texts most letters are. */
    private static boolean isAsciiLetter(int point) {
        return (point | 0x20) >= 'a' && (point | 0x20) <= 'z';
    }

    private static boolean isMark(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
