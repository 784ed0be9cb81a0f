package dev.constitution.text;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which language a text is in, from its script and, for Latin and Cyrillic letters, from the short words that hold its
 * sentences together; Norwegian counts as Danish. Says nothing where it is not sure: of code, names, numbers and texts of a
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

    private static final List<String> LANGUAGES = new ArrayList<>();

    /** The languages that have a word, by their places in the list. */
    private static final Map<String, int[]> LANGUAGES_OF_WORD = new HashMap<>();

    private static final int LONGEST_WORD = 16;

    static {
        words(
                "en",
                "the and of to in is that it you for are with this have not be was can your what do but they will "
                        + "from or if there which would how why who my me at as by an we he she");
        words(
                "de",
                "der die das und ist nicht ich ein eine zu den mit sie es von auf für dem sich auch wie im sind wir "
                        + "werden wird oder kann wenn");
        words(
                "fr",
                "le la les et est des un une que pas dans pour vous il qui ce en du je sur ne avec plus sont nous "
                        + "par au être cette ou");
        words(
                "es",
                "el la los es de que en un una no por con para se lo las del como su más pero está muy puede al son "
                        + "este esta si");
        words(
                "pt",
                "os de que em um uma não por com para se da as mais mas no na você muito são pode do ao ou como foi "
                        + "este esta ser");
        words(
                "it",
                "il la di che in un una non per con si lo le del della come sono ma gli più anche questo può è nel "
                        + "essere dei alla");
        words(
                "nl",
                "de het een en van is dat niet ik je in op te voor met zijn er aan maar om ook deze hij wat kan "
                        + "wordt worden als");
        words(
                "sv",
                "och att det är en som på för inte med jag av den har du till ett om kan vi så men de man från eller "
                        + "kunde");
        words(
                "da",
                "og at det er en som på for ikke med jeg af av den har du til et om kan vi så men de man fra eller "
                        + "kunne");
        words(
                "fi",
                "ja on ei se että hän oli ovat mutta kun minä niin kuin joka tai myös ole jos olla mitä sen voi tämä "
                        + "tiedoston");
        words(
                "pl",
                "nie na się jest to że do jak co ale po tak dla od są czy który może przez jego lub być tym można "
                        + "tego oraz");
        words(
                "cs",
                "je se na že to do ne jak ale co by jsem pro jsou tak si nebo když který může jeho není být nelze od "
                        + "která");
        words(
                "ro",
                "și este nu în la cu de pe să un care mai din ce dar sunt pentru se ca sau fi că poate au prin acest "
                        + "dacă");
        words(
                "hu",
                "az és nem hogy egy van ez meg ha csak volt mint vagy el már még lehet aki azt kell nincs ezt ki "
                        + "amely");
        words(
                "tr",
                "ve bir bu da de için ne çok daha ile var olarak gibi değil ben ama mi en kadar olan sen veya "
                        + "eğer");
        words(
                "id",
                "yang dan di ini itu dengan untuk tidak dari dalam akan pada saya anda ada ke adalah juga bisa kita "
                        + "atau jika dapat");
        words(
                "vi",
                "và là của có không được cho một những người các trong với để này khi bạn đã tôi như thì hoặc nếu "
                        + "cần");
        words("ru", "и в не на что я с он как это по но из у за от так же для то или все мы вы если при может быть");
        words("uk", "і в не на що я з він як це та але за від так для або всі ми ви якщо є й до буде бути може цей");
    }

    private Language() {}

    /** A language code of ISO 639-1, or the script's name where it stands for several languages; empty where unsure. */
    public static Optional<String> of(String text) {
        return mainScript(text).flatMap(script -> switch (script) {
            case HAN, HIRAGANA, KATAKANA -> Optional.of(hasKana(text) ? "ja" : "zh");
            case HANGUL -> Optional.of("ko");
            case LATIN, CYRILLIC -> byWords(text);
            default -> Optional.of(script.name().toLowerCase(Locale.ROOT));
        });
    }

    /** Whether a text has the English name of a language, as one that asks for a translation does. */
    public static boolean isNamedIn(String text, String language) {
        String name = Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
        return text.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }

    private static Optional<UnicodeScript> mainScript(String text) {
        Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
        int all = 0;
        int ascii = 0;
        for (int i = 0; i < text.length(); ) {
            int unit = text.charAt(i);
            int point = unit < Character.MIN_HIGH_SURROGATE ? unit : text.codePointAt(i);
            i += Character.charCount(point);
            if ((point | 0x20) >= 'a' && (point | 0x20) <= 'z') { // most letters of most texts
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

    private static Optional<String> byWords(String text) {
        int[] hits = new int[LANGUAGES.size()];
        int[] kinds = new int[LANGUAGES.size()];
        Set<String> seen = new HashSet<>();
        int words = 0;
        for (int start = nextWord(text, 0); start < text.length() && words < WORDS_READ; words++) {
            int end = endOfWord(text, start);
            if (end - start <= LONGEST_WORD) {
                String word = text.substring(start, end).toLowerCase(Locale.ROOT);
                int[] languages = LANGUAGES_OF_WORD.get(word);
                if (languages != null) {
                    int kind = seen.add(word) ? 1 : 0;
                    for (int language : languages) {
                        hits[language]++;
                        kinds[language] += kind;
                    }
                }
            }
            start = nextWord(text, end);
        }
        return best(hits, kinds, words);
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
        return sure ? Optional.of(LANGUAGES.get(best)) : Optional.empty();
    }

    private static int nextWord(String text, int from) {
        int at = from;
        while (at < text.length() && !Character.isLetter(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    /** Behind letters and marks, perhaps with letters behind an apostrophe. */
    private static int endOfWord(String text, int start) {
        int at = start;
        boolean apostrophe = false;
        while (at < text.length()) {
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

    private static boolean isMark(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    private static void words(String language, String words) {
        LANGUAGES.add(language);
        int[] place = {LANGUAGES.size() - 1};
        for (String word : words.split(" ", -1)) {
            LANGUAGES_OF_WORD.merge(word, place, Language::concatenated);
        }
    }

    private static int[] concatenated(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
