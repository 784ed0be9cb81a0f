package dev.constitution.runner.advice;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of English texts: tokens, and the stems of those that carry the content, by which texts are compared. */
public final class English {
    private static final double ALIKE = 0.6;
    private static final int FEWEST_STEMS = 3;
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}]+(?:['’][\\p{L}]+)?|[.,;:?!]");

    /** Whose full stop ends no sentence. */
    private static final Pattern ABBREVIATION = Pattern.compile("\\b(i|e)\\.\\s?(e|g)\\.");

    /** Words that stand in principles of any subject. */
    private static final Set<String> EMPTY = Set.of((""
                    + "a about above across after again all almost along also although always among an and another any anybody"
                    + " anyone anything are as ask asks at away be because been before being below better best between both but by"
                    + " can cannot could criticise critique did do does done down each either else even every everything few find"
                    + " first follow following follows for from fully further get give given gives go good had has have having he"
                    + " her here him his how i if in instead into is it its itself just keep keeps last leave less least let like"
                    + " little look made make makes many may me might more most much must my name neither no nobody nor not"
                    + " nothing now of off on once one only or other others our out over own part passage passages place point"
                    + " possible principle put quite quote rather read remove replace response responses answer answers reply"
                    + " replies rewrite same say says see sentence sentences shall she should show shows so some somebody someone"
                    + " something speak speaks still such take takes than that the their them then there these they thing things"
                    + " this those three through to too two under until up upon us use user user's users very was way we well were"
                    + " what whatever when where whether which while who whom whose why will with within without word words would"
                    + " you your yours assistant model models ai human identify specific ways explain describe please choose select"
                    + " pick prefer consider sound sounds yet version text message conversation request state")
            .split(" "));

    private static final List<String> SUFFIXES = List.of(
            "fulness", "iveness", "ations", "ation", "ements", "ement", "ments", "ment", "ness", "less", "fully",
            "ings", "ance", "ence", "able", "ible", "ously", "ally", "ful", "ing", "ity", "ies", "ive", "ous", "ant",
            "ent", "est", "ed", "er", "es", "ly", "al", "s", "y", "e");

    private English() {}

    /** The words in lower case and the marks between them. */
    static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(ABBREVIATION
                .matcher(text.toLowerCase(Locale.ROOT).replace('’', '\''))
                .replaceAll("$1$2"));
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    static boolean isWord(String token) {
        return Character.isLetterOrDigit(token.codePointAt(0));
    }

    /** How many words a text has. */
    static long words(String text) {
        return tokens(text).stream().filter(English::isWord).count();
    }

    /** The words that carry the content, in order. */
    public static List<String> contentWords(String text) {
        return tokens(text).stream()
                .filter(token -> isWord(token) && !EMPTY.contains(token))
                .toList();
    }

    /** The share of the stems of two texts that both have, in [0, 1]; 0 where neither has any. */
    public static double likeness(Set<String> a, Set<String> b) {
        long both = a.stream().filter(b::contains).count();
        long all = a.size() + b.size() - both;
        return all == 0 ? 0 : (double) both / all;
    }

    /** Whether most of the stems of two texts are common; those of a few words say nothing unless they are equal. */
    public static boolean alike(Set<String> a, Set<String> b) {
        double likeness = likeness(a, b);
        return likeness == 1 || (likeness >= ALIKE && Math.min(a.size(), b.size()) >= FEWEST_STEMS);
    }

    /** The stems of the words that carry the content, each once. */
    public static Set<String> content(String text) {
        Set<String> stems = new LinkedHashSet<>();
        contentWords(text).forEach(word -> stems.add(stem(word)));
        return stems;
    }

    /** Rough, so that words of one family meet: harmless, harmful and harm; ethics and ethical. */
    static String stem(String word) {
        String stem = word.replaceFirst("'s?$", "");
        boolean shorter = true;
        while (shorter) {
            shorter = false;
            for (String suffix : SUFFIXES) {
                if (stem.endsWith(suffix) && stem.length() - suffix.length() >= 4) {
                    stem = stem.substring(0, stem.length() - suffix.length());
                    shorter = true;
                    break;
                }
            }
        }
        return stem;
    }
}
