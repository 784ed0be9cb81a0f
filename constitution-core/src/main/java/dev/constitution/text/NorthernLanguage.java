package dev.constitution.text;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells Danish from the two forms of Norwegian, which share most of their short words, by those that they do not share. */
final class NorthernLanguage {
    private static final Set<String> DANISH =
            Set.of(("af mig dig sig noget nogle nogen hvad uden efter bliver blev op ud nu meget mere gøre gør"
                            + " mellem igen gerne kun bruge bruges siger hjælp selvom jer hende stadig måske altid næste lige"
                            + " hverken først tilbage vej fejl nødvendigt findes angiv angivet endnu eftersom bort")
                    .split(" ", -1));

    private static final Set<String> BOKMAL =
            Set.of(("av meg deg seg noe noen hva uten etter blir ble opp ut nå mye mer gjøre gjør mellom"
                            + " igjen gjerne bruke brukes sier hjelp dere fortsatt kanskje alltid neste feil finnes oppgi oppgitt"
                            + " slik dersom ennå ettersom bort")
                    .split(" ", -1));

    private static final Set<String> NYNORSK =
            Set.of(("ikkje eg ein eit frå kva korleis dei noko nokon vere berre mykje meir kvar kven då"
                            + " sjølv ho òg utan gjere gjer nokre verte vert dykk dykkar fyrst ynskjer finst vart eigen heile")
                    .split(" ", -1));

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}]+");

    private NorthernLanguage() {}

    /** The language of a text in one of the three; empty where no word tells. */
    static Optional<String> of(String text) {
        int danish = 0;
        int bokmal = 0;
        int nynorsk = 0;
        for (String word : NO_WORD.split(text.toLowerCase(Locale.ROOT), -1)) {
            danish += DANISH.contains(word) && !BOKMAL.contains(word) ? 1 : 0;
            bokmal += BOKMAL.contains(word) && !DANISH.contains(word) ? 1 : 0;
            nynorsk += NYNORSK.contains(word) ? 1 : 0;
        }
        if (danish > bokmal && danish > nynorsk) {
            return Optional.of("da");
        } else if (nynorsk > danish && nynorsk > bokmal) {
            return Optional.of("nn");
        }
        return bokmal > danish && bokmal > nynorsk ? Optional.of("nb") : Optional.empty();
    }

    static boolean isNorwegian(String language) {
        return language.equals("nb") || language.equals("nn");
    }
}
