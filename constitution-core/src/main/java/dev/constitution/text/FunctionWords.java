package dev.constitution.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The short words that hold sentences together, by language; many belong to several. */
final class FunctionWords {
    private static final List<String> LANGUAGES = new ArrayList<>();

    private static final Map<String, FunctionWord> WORDS = new HashMap<>();

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

    private FunctionWords() {}

    /** How many languages there are; each is known by its place among them. */
    static int languages() {
        return LANGUAGES.size();
    }

    /** The code of the language at a place. */
    static String language(int place) {
        return LANGUAGES.get(place);
    }

    /** How many words there are in all languages. */
    static int words() {
        return WORDS.size();
    }

    /** The one that is this word, in lower case; null where none is. */
    static @Nullable FunctionWord of(String word) {
        return WORDS.get(word);
    }

    private static void words(String language, String words) {
        LANGUAGES.add(language);
        int[] place = {LANGUAGES.size() - 1};
        for (String word : words.split(" ", -1)) {
            FunctionWord known = WORDS.get(word);
            WORDS.put(
                    word,
                    known == null
                            ? new FunctionWord(WORDS.size(), place)
                            : new FunctionWord(known.number(), concatenated(known.languages(), place)));
        }
    }

    private static int[] concatenated(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
