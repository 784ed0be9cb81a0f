package dev.constitution;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells which language a text is in, from its script and, for Latin and Cyrillic letters, from the short words that hold its
 * sentences together; Norwegian counts as Danish. Says nothing where it is not sure: of code, names, numbers and texts of a few words. How often it is
 * right is in {@code docs/gates.md}.
 */
final class Language {
    private static final int WORDS_READ = 100;

    /** Fewer different words of a language than this, or a smaller share of the text, say nothing. */
    private static final int FEWEST_WORDS = 3;

    private static final double SMALLEST_SHARE = 0.1;

    /** How many times as many hits as the second best the best must have. */
    private static final double LEAD = 1.3;

    private static final double MAIN_SCRIPT = 0.7;
    private static final double KANA_SHARE = 0.05;

    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*(?:['’]\\p{L}+)?");

    private static final Map<String, List<String>> LANGUAGES_OF_WORD = new HashMap<>();

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
    static Optional<String> of(String text) {
        return mainScript(text).flatMap(script -> switch (script) {
            case HAN, HIRAGANA, KATAKANA -> Optional.of(hasKana(text) ? "ja" : "zh");
            case HANGUL -> Optional.of("ko");
            case LATIN, CYRILLIC -> byWords(text);
            default -> Optional.of(script.name().toLowerCase(Locale.ROOT));
        });
    }

    /** Whether a text has the English name of a language, as one that asks for a translation does. */
    static boolean isNamedIn(String text, String language) {
        String name = Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
        return text.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }

    private static Optional<UnicodeScript> mainScript(String text) {
        Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
        int all = 0;
        int ascii = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
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
        Map<String, Integer> hits = new HashMap<>();
        Map<String, Set<String>> kinds = new HashMap<>();
        Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
        int words = 0;
        while (words < WORDS_READ && word.find()) {
            words++;
            for (String language : LANGUAGES_OF_WORD.getOrDefault(word.group(), List.of())) {
                hits.merge(language, 1, Integer::sum);
                kinds.computeIfAbsent(language, l -> new HashSet<>()).add(word.group());
            }
        }
        List<Map.Entry<String, Integer>> best = hits.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(2)
                .toList();
        if (best.isEmpty()) {
            return Optional.empty();
        }
        String language = best.get(0).getKey();
        int first = best.get(0).getValue();
        int second = best.size() == 1 ? 0 : best.get(1).getValue();
        boolean sure = kinds.getOrDefault(language, Set.of()).size() >= FEWEST_WORDS
                && first >= SMALLEST_SHARE * words
                && first >= LEAD * second;
        return sure ? Optional.of(language) : Optional.empty();
    }

    private static void words(String language, String words) {
        for (String word : words.split(" ", -1)) {
            LANGUAGES_OF_WORD.merge(word, List.of(language), Language::concatenated);
        }
    }

    private static List<String> concatenated(List<String> a, List<String> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }
}
